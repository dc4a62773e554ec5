package dev.visor.metric;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import java.util.Optional;

/** Images a second: all images over all seconds, the warm-up left out; higher is better. */
public final class Throughput {

    private Throughput() {}

    /**
     * The rate as a metric.
     *
     * @param cell in which no attack takes part
     * @param seconds of the batches, rounded as the record keeps them
     * @return empty if nothing was timed
     */
    public static Optional<MetricValue> of(Cell cell, String metric, long images, double seconds) {
        if (images == 0 || seconds <= 0) {
            return Optional.empty();
        }
        return Optional.of(MetricValue.plain(
                cell, Pairing.PROTECTED_CLEAN, metric, images / seconds, images, "1/s", Better.HIGHER));
    }
}
