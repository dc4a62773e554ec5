package dev.visor.diagnosis;

import dev.visor.core.PhotoId;
import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.metric.evaluation.ProbeOutcomes.Key;
import dev.visor.stats.Holm;
import dev.visor.stats.McNemar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Claims of one kind, that one judgment protected more of the same probes than another: exact McNemar tests, together at 5 %
 * by Holm. Where photos of a person are divided several times, people count and not probes.
 */
final class PairedTests {

    private static final double ALPHA = .05;

    private final ProbeOutcomes successes;
    private final boolean overPeople;
    private final List<Comparison> comparisons = new ArrayList<>();

    /**
     * A finding of who protected more, and how sure that is.
     *
     * @param pValue adjusted for all comparisons of its kind
     */
    record Finding(Key more, Key less, McNemar test, double moreRate, double lessRate, double pValue) {

        /** {@code 35.0 % against 10.0 % of 40 probes, p 0.001}. */
        String numbers() {
            return String.format(
                    Locale.ROOT,
                    "%s %.1f %% against %.1f %% of %d probes, p %.2g",
                    more.aim().word(),
                    100 * moreRate,
                    100 * lessRate,
                    test.pairs(),
                    pValue);
        }
    }

    private record Comparison(Key more, Key less, McNemar test, double moreRate, double lessRate) {}

    /** @param overPeople whether a person counts once, as where photos are divided several times, and not each probe */
    PairedTests(ProbeOutcomes successes, boolean overPeople) {
        this.successes = successes;
        this.overPeople = overPeople;
    }

    /**
     * Supposes that the first protected more than the second; nothing to compare if they share no probe.
     *
     * @param counts which probes count
     */
    void suppose(Key more, Key less, Predicate<PhotoId> counts) {
        List<PhotoId> common = successes.probes(more).stream()
                .filter(successes.probes(less)::contains)
                .filter(counts)
                .toList();
        if (common.isEmpty()) {
            return;
        }
        boolean[] first = truths(more, common);
        boolean[] second = truths(less, common);
        McNemar test = overPeople
                ? McNemar.ofPeople(
                        first, second, common.stream().map(successes::subject).toList())
                : McNemar.of(first, second);
        comparisons.add(new Comparison(more, less, test, share(first), share(second)));
    }

    void suppose(Key more, Key less) {
        suppose(more, less, probe -> true);
    }

    /** Returns the findings that hold, the surest first. */
    List<Finding> findings() {
        double[] adjusted = Holm.adjusted(
                comparisons.stream().mapToDouble(c -> c.test().pValue()).toArray());
        return IntStream.range(0, adjusted.length)
                .filter(i -> adjusted[i] < ALPHA && comparisons.get(i).test().difference() > 0)
                .mapToObj(i -> {
                    Comparison c = comparisons.get(i);
                    return new Finding(c.more(), c.less(), c.test(), c.moreRate(), c.lessRate(), adjusted[i]);
                })
                .sorted(Comparator.comparingDouble(Finding::pValue))
                .toList();
    }

    private boolean[] truths(Key key, List<PhotoId> probes) {
        boolean[] truths = new boolean[probes.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = successes.success(key, probes.get(i));
        }
        return truths;
    }

    private static double share(boolean[] truths) {
        return IntStream.range(0, truths.length).filter(i -> truths[i]).count() / (double) truths.length;
    }
}
