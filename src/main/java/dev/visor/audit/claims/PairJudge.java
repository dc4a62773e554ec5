package dev.visor.audit.claims;

import dev.visor.audit.claims.Judged.Decision;
import dev.visor.audit.claims.Outcomes.Score;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Interval;
import dev.visor.stats.ClusterBootstrap;
import dev.visor.stats.Holm;
import dev.visor.stats.McNemar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Holds two defenses against each other, on the probes that both met. */
final class PairJudge {

    private static final double ALPHA = .05;

    /** Nobody has a thousand times the probes. */
    private static final int MOST_REPEATS = 1000;

    private PairJudge() {}

    /**
     * A pair of defenses on one cell.
     *
     * @param overPeople whether a person counts once, and not each probe
     */
    record Pair(String what, SortedMap<PhotoId, Score> first, SortedMap<PhotoId, Score> second, boolean overPeople) {

        List<PhotoId> probes() {
            return first.keySet().stream().filter(second::containsKey).toList();
        }

        boolean[] successes(SortedMap<PhotoId, Score> of, int repeats) {
            List<PhotoId> probes = probes();
            boolean[] successes = new boolean[probes.size() * repeats];
            for (int i = 0; i < successes.length; i++) {
                successes[i] = of.get(probes.get(i % probes.size())).value() > .5;
            }
            return successes;
        }

        McNemar test(int repeats) {
            boolean[] one = successes(first, repeats);
            boolean[] other = successes(second, repeats);
            return overPeople ? McNemar.ofPeople(one, other, people(repeats)) : McNemar.of(one, other);
        }

        /** Whoever is imagined beside the people who are there is somebody else. */
        private List<String> people(int repeats) {
            return IntStream.range(0, repeats)
                    .boxed()
                    .flatMap(repeat -> probes().stream()
                            .map(probe -> repeat + "/" + first.get(probe).subject()))
                    .toList();
        }
    }

    /** Whether the first is above the second in every cell: McNemar on each, Holm over all. */
    static Finding each(List<Pair> pairs) {
        List<McNemar> tests = pairs.stream().map(pair -> pair.test(1)).toList();
        double[] adjusted =
                Holm.adjusted(tests.stream().mapToDouble(McNemar::pValue).toArray());
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            McNemar test = tests.get(i);
            Decision decision = adjusted[i] >= ALPHA
                    ? Decision.UNDECIDED
                    : test.difference() > 0 ? Decision.SUPPORTED : Decision.REFUTED;
            String because = String.format(
                    Locale.ROOT,
                    "%s: difference %+.3f, %d probes only here, %d only there, of %d; %s p = %.2g after Holm",
                    pairs.get(i).what(),
                    test.difference(),
                    test.onlyFirst(),
                    test.onlySecond(),
                    test.pairs(),
                    pairs.get(i).overPeople() ? "sign test over people," : "McNemar",
                    adjusted[i]);
            long needed = decision == Decision.UNDECIDED ? needed(pairs.get(i), pairs.size()) : 0;
            findings.add(new Finding(decision, because, needed));
        }
        return Finding.ofEach(findings);
    }

    /** The probes at which the same disagreement would tell, corrected for all cells; 0 if there is none. */
    private static long needed(Pair pair, int cells) {
        if (pair.test(1).difference() == 0) {
            return 0;
        }
        for (int repeats = 2; repeats <= MOST_REPEATS; repeats++) {
            McNemar more = pair.test(repeats);
            if (more.pValue() * cells < ALPHA) {
                return more.pairs();
            }
        }
        return 0;
    }

    /** Whether the first is above the second on the mean of the cells: a bootstrap over subjects of the difference. */
    static Finding mean(List<Pair> pairs, Seed seed) {
        Map<SubjectId, double[]> sums = new TreeMap<>();
        pairs.forEach(pair -> pair.probes().forEach(probe -> {
            double[] sum = sums.computeIfAbsent(pair.first().get(probe).subject(), s -> new double[2]);
            sum[0] += pair.first().get(probe).value() - pair.second().get(probe).value();
            sum[1]++;
        }));
        double[] differences = sums.values().stream().mapToDouble(s -> s[0]).toArray();
        double[] counts = sums.values().stream().mapToDouble(s -> s[1]).toArray();
        double value = java.util.Arrays.stream(differences).sum()
                / java.util.Arrays.stream(counts).sum();
        Interval interval = ClusterBootstrap.interval(differences, counts, seed).orElse(new Interval(-1, 1));
        Decision decision =
                interval.low() > 0 ? Decision.SUPPORTED : interval.high() < 0 ? Decision.REFUTED : Decision.UNDECIDED;
        String because = String.format(
                Locale.ROOT,
                "difference of the means of %d cells %+.4f [%+.4f, %+.4f], %d subjects",
                pairs.size(),
                value,
                interval.low(),
                interval.high(),
                sums.size());
        double half = value > 0 ? value - interval.low() : interval.high() - value;
        long needed = decision == Decision.UNDECIDED && value != 0
                ? (long) Math.ceil(sums.size() * Math.pow(half / value, 2))
                : 0;
        return new Finding(decision, because, needed);
    }
}
