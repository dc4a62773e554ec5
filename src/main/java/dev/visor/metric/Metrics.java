package dev.visor.metric;

import dev.visor.core.MetricValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every metric of trials, in the order of the reports. */
public final class Metrics {

    private static final List<Metric> RECOGNITION = List.of(
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

    private static final List<Metric> INVERSION = List.of(
            new InversionTop(1),
            new InversionTop(5),
            new InversionFeatureDistance(),
            new RecoverVerifyRate(),
            new ClosedSetAccuracy());

    private static final List<Metric> ALL =
            Stream.concat(RECOGNITION.stream(), INVERSION.stream()).toList();

    private Metrics() {}

    public static List<Metric> all() {
        return ALL;
    }

    public static Optional<Metric> named(String name) {
        return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** All that these trials have to say. */
    public static List<MetricValue> of(CellTrials trials) {
        List<Metric> metrics = trials.pairing().ofInversion() ? INVERSION : RECOGNITION;
        return metrics.stream().flatMap(metric -> metric.of(trials).stream()).toList();
    }
}
