package dev.visor.metric;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.stats.ClusterBootstrap;
import dev.visor.stats.PairedRates;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** A share of trials, with its Wilson interval and the bootstrap interval over subjects. */
public final class Rate {

    public static final String UNIT = "rate";

    /** The end of the names of rates that count a face that was not found as protected. */
    public static final String FACE_MISSED = "_fte";

    private final Map<SubjectId, long[]> bySubject = new TreeMap<>();

    /** The share of the trials for which the claim holds. */
    public static <T extends Trial> Rate of(List<T> trials, Predicate<? super T> claim) {
        Rate rate = new Rate();
        trials.forEach(trial -> rate.add(trial.subject(), claim.test(trial)));
        return rate;
    }

    /**
     * The values of a question, one, or one a FAR.
     *
     * @param asked those of the trials that it asks
     */
    static List<MetricValue> values(CellTrials trials, String metric, TrialQuestion question, List<Trial> asked) {
        List<MetricValue> values = new ArrayList<>();
        List<List<Trial>> groups = question.ofWholeProbes()
                ? byProbe(asked).stream().filter(question::complete).toList()
                : asked.stream().map(List::of).toList();
        if (!groups.isEmpty()) {
            for (Optional<Threshold> threshold : thresholds(trials, question)) {
                Rate rate = new Rate();
                groups.forEach(group -> rate.add(group.get(0).subject(), answer(question, group, threshold)));
                values.add(rate.value(trials, metric, question.better(), threshold.map(Threshold::far)));
            }
        }
        return values;
    }

    /**
     * Computes a rate's values, and after each the value with the ending {@code _fte}, where a face that was not found
     * counts as success, if there is one.
     */
    public static List<MetricValue> valuesAndMissed(CellTrials trials, RateMetric metric) {
        List<Trial> asked = trials.trials().stream().filter(metric::asks).toList();
        List<MetricValue> values = new ArrayList<>();
        boolean missed = asked.stream().anyMatch(Claims::noFace);
        for (MetricValue value : values(trials, metric.name(), metric, asked)) {
            values.add(value);
            if (missed) {
                Optional<Threshold> threshold = trials.thresholds().stream()
                        .filter(one -> value.far().filter(one.far()::equals).isPresent())
                        .findFirst();
                values.add(of(asked, trial -> metric.succeeds(trial, threshold) || Claims.noFace(trial))
                        .value(trials, metric.name() + FACE_MISSED, metric.better(), value.far()));
            }
        }
        return values;
    }

    private static boolean answer(TrialQuestion question, List<Trial> group, Optional<Threshold> threshold) {
        return question.ofWholeProbes()
                ? question.together(group.stream()
                        .map(trial -> new TrialQuestion.JudgedTrial(trial, threshold))
                        .toList())
                : question.succeeds(group.get(0), threshold);
    }

    /** Returns the threshold at every FAR; once, without any, for a question that needs none. */
    public static List<Optional<Threshold>> thresholds(CellTrials trials, TrialQuestion question) {
        return question.needsThreshold()
                ? trials.thresholds().stream().map(Optional::of).toList()
                : List.of(Optional.empty());
    }

    private static List<List<Trial>> byProbe(List<Trial> trials) {
        Map<PhotoId, List<Trial>> byProbe = new TreeMap<>();
        trials.forEach(
                t -> byProbe.computeIfAbsent(t.probe(), p -> new ArrayList<>()).add(t));
        return List.copyOf(byProbe.values());
    }

    public void add(SubjectId subject, boolean success) {
        long[] counts = bySubject.computeIfAbsent(subject, s -> new long[2]);
        counts[0] += success ? 1 : 0;
        counts[1]++;
    }

    /** @throws IllegalArgumentException if nothing was counted */
    public MetricValue value(CellTrials trials, String metric, Better better, Optional<Far> far) {
        return value(trials.cell(), trials.pairing(), metric, better, far);
    }

    /** Returns the value of what was counted without trials. */
    public MetricValue value(Cell cell, Pairing pairing, String metric, Better better, Optional<Far> far) {
        double[] sums = bySubject.values().stream().mapToDouble(c -> c[0]).toArray();
        double[] counts = bySubject.values().stream().mapToDouble(c -> c[1]).toArray();
        long successes = bySubject.values().stream().mapToLong(c -> c[0]).sum();
        long n = bySubject.values().stream().mapToLong(c -> c[1]).sum();
        return new MetricValue(
                cell,
                pairing,
                metric,
                successes / (double) n,
                Optional.of(Wilson.interval(successes, n)),
                ClusterBootstrap.interval(sums, counts, seed(cell, pairing, metric, far)),
                n,
                UNIT,
                better,
                far);
    }

    /** Wilson's interval of another confidence, the counts divided by the design effect over subjects ({@link PairedRates}). */
    public Interval interval(double confidence) {
        long[] successes = bySubject.values().stream().mapToLong(c -> c[0]).toArray();
        long[] counts = bySubject.values().stream().mapToLong(c -> c[1]).toArray();
        double effect = PairedRates.ofSubjects(new long[counts.length], successes, counts)
                .designEffect();
        return Wilson.interval(
                LongStream.of(successes).sum() / effect,
                LongStream.of(counts).sum() / effect,
                new Wilson.Confidence(confidence));
    }

    /** Returns the seed that gives the same draws whenever the same value is computed again, in whatever order. */
    public static Seed seed(Cell cell, Pairing pairing, String metric, Optional<Far> far) {
        return new Seed(cell.seed())
                .derive(String.join(
                        "|",
                        "bootstrap",
                        cell.id(),
                        pairing.word(),
                        metric,
                        far.map(Far::toString).orElse("-")));
    }
}
