package dev.visor.metric;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The mean of what was measured on every protected photo, with its normal 95 % interval. */
public final class Mean {

    private static final double NORMAL_95 = 1.959963984540054;

    private Mean() {}

    /**
     * The mean as a metric.
     *
     * @param cell in which no attack and no model takes part
     * @param values one a photo, rounded as the record keeps them
     * @return empty if there are none
     */
    public static Optional<MetricValue> of(Cell cell, String metric, String unit, Better better, double[] values) {
        return of(cell, Pairing.PROTECTED_CLEAN, metric, unit, better, values);
    }

    /** Returns the mean over photos of another pairing. */
    public static Optional<MetricValue> of(
            Cell cell, Pairing pairing, String metric, String unit, Better better, double[] values) {
        if (values.length == 0) {
            return Optional.empty();
        }
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        Optional<Interval> interval = Optional.empty();
        if (values.length > 1) {
            double half = NORMAL_95 * Math.sqrt(squares / (values.length - 1) / values.length);
            interval = Optional.of(new Interval(mean - half, mean + half));
        }
        return Optional.of(new MetricValue(
                cell,
                pairing,
                metric,
                mean,
                interval,
                Optional.empty(),
                values.length,
                unit,
                better,
                Optional.empty()));
    }
}
