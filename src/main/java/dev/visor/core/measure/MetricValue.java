package dev.visor.core.measure;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import java.util.Optional;

/**
 * A number with all that it needs to be believed: a row of {@code metrics.csv}.
 *
 * @param interval 95 % confidence; empty where none is defined
 * @param clusterInterval 95 % bootstrap over subjects, beside the Wilson {@code interval} of a rate
 * @param n how many trials (or photos, or seconds' samples) the value is made of
 * @param far the false accept rate asked for; empty where no threshold is involved
 */
public record MetricValue(
        Cell cell,
        Pairing pairing,
        String metric,
        double value,
        Optional<Interval> interval,
        Optional<Interval> clusterInterval,
        long n,
        String unit,
        Better better,
        Optional<Far> far) {

    public MetricValue {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric + " of " + cell.id() + " is " + value);
        }
    }
}
