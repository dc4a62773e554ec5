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

    /** A number by itself: without an interval, and with no threshold involved. */
    public static MetricValue plain(
            Cell cell, Pairing pairing, String metric, double value, long n, String unit, Better better) {
        return new MetricValue(
                cell, pairing, metric, value, Optional.empty(), Optional.empty(), n, unit, better, Optional.empty());
    }

    /** Returns the same number under another metric's name. */
    public MetricValue withMetric(String other) {
        return new MetricValue(cell, pairing, other, value, interval, clusterInterval, n, unit, better, far);
    }

    /** Returns the same number with another interval in place of Wilson's. */
    public MetricValue withInterval(Interval other) {
        return new MetricValue(cell, pairing, metric, value, Optional.of(other), clusterInterval, n, unit, better, far);
    }
}
