package dev.visor.metric;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Better;
import dev.visor.core.Far;
import dev.visor.core.MetricValue;
import dev.visor.core.Outcome;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.stats.ClusterBootstrap;
import dev.visor.stats.Wilson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A share of trials, with its Wilson interval and the bootstrap interval over subjects. */
final class Rate {

    static final String UNIT = "rate";

    private final Map<SubjectId, long[]> bySubject = new TreeMap<>();

    /** The share of the trials for which the claim holds. */
    static <T extends Trial> Rate of(List<T> trials, Predicate<? super T> claim) {
        Rate rate = new Rate();
        trials.forEach(trial -> rate.add(trial.subject(), claim.test(trial)));
        return rate;
    }

    void add(SubjectId subject, boolean success) {
        long[] counts = bySubject.computeIfAbsent(subject, s -> new long[2]);
        counts[0] += success ? 1 : 0;
        counts[1]++;
    }

    /** @throws IllegalArgumentException if nothing was counted */
    MetricValue value(CellTrials trials, String metric, Better better, Optional<Far> far) {
        double[] sums = bySubject.values().stream().mapToDouble(c -> c[0]).toArray();
        double[] counts = bySubject.values().stream().mapToDouble(c -> c[1]).toArray();
        long successes = bySubject.values().stream().mapToLong(c -> c[0]).sum();
        long n = bySubject.values().stream().mapToLong(c -> c[1]).sum();
        return new MetricValue(
                trials.cell(),
                trials.pairing(),
                metric,
                successes / (double) n,
                Optional.of(Wilson.interval(successes, n)),
                ClusterBootstrap.interval(sums, counts, seed(trials, metric, far)),
                n,
                UNIT,
                better,
                far);
    }

    /** No face was found; a photo that could not be read or protected is another matter. */
    static boolean noFace(Trial trial) {
        return trial.outcome() instanceof Outcome.NotAcquired missed && missed.reason() == Reason.NO_FACE;
    }

    /** The same draws whenever the same value is computed again, in whatever order. */
    private static Seed seed(CellTrials trials, String metric, Optional<Far> far) {
        return new Seed(trials.cell().seed())
                .derive(String.join(
                        "|",
                        "bootstrap",
                        trials.cell().id(),
                        trials.pairing().word(),
                        metric,
                        far.map(Far::toString).orElse("-")));
    }
}
