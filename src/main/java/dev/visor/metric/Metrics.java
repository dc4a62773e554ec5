package dev.visor.metric;

import dev.visor.core.MetricValue;
import java.util.List;
import java.util.Optional;

/** Every metric of recognition trials, in the order of the reports. */
public final class Metrics {

    private static final List<Metric> ALL = List.of(
            new RankUntargeted(1),
            new RankUntargeted(5),
            new RankTargeted(1),
            new RankTargeted(5),
            new PsrDodging(),
            new PsrImpersonation(),
            new PsrJoint(),
            new VerificationAccuracy(),
            new TarAtFar(),
            new NoFaceRate());

    private Metrics() {}

    public static List<Metric> all() {
        return ALL;
    }

    public static Optional<Metric> named(String name) {
        return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** All that these trials have to say. */
    public static List<MetricValue> of(CellTrials trials) {
        return ALL.stream().flatMap(metric -> metric.of(trials).stream()).toList();
    }
}
