package dev.visor.report.run;

import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A rate averaged over cells.
 *
 * <p>The models of a run judge the same probes, so their errors are not independent. The ends of the interval are the
 * averages of the cells' ends: exact if all cells err together, too wide otherwise, never too narrow.
 *
 * @param interval empty if a cell has none
 * @param weakest the cell with the lowest value
 * @param span from the lowest to the highest value
 */
public record MeanRate(double value, Optional<Interval> interval, MetricValue weakest, Interval span) {

    /** Averages values; empty if there is nothing to average. */
    public static Optional<MeanRate> of(Collection<MetricValue> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        boolean bounded = values.stream().allMatch(v -> v.interval().isPresent());
        Optional<Interval> interval = bounded
                ? Optional.of(new Interval(
                        average(values, v -> v.interval().orElseThrow().low()),
                        average(values, v -> v.interval().orElseThrow().high())))
                : Optional.empty();
        MetricValue weakest = values.stream()
                .min(Comparator.comparingDouble(MetricValue::value))
                .orElseThrow();
        double highest = values.stream().mapToDouble(MetricValue::value).max().orElseThrow();
        Interval span = new Interval(weakest.value(), highest);
        return Optional.of(new MeanRate(average(values, MetricValue::value), interval, weakest, span));
    }

    /**
     * Averages values whose trials are several of one person: an end of a cell's interval is the wider one of Wilson's, which takes trials for
     * independent, and of the bootstrap over subjects.
     */
    public static Optional<MeanRate> ofDependent(Collection<MetricValue> values) {
        return of(values.stream().map(MeanRate::widened).toList());
    }

    /** Returns a value with the wider ends of its two intervals, where it has two. */
    public static MetricValue widened(MetricValue value) {
        if (value.interval().isEmpty() || value.clusterInterval().isEmpty()) {
            return value;
        }
        Interval one = value.interval().get();
        Interval other = value.clusterInterval().get();
        return value.withInterval(new Interval(Math.min(one.low(), other.low()), Math.max(one.high(), other.high())));
    }

    /** {@code 62.1 % [58.0–66.2]}. */
    public String words() {
        return Text.percent(value) + " %"
                + interval.map(i -> " [" + Text.percent(interval) + "]").orElse("");
    }

    private static double average(Collection<MetricValue> values, ToDoubleFunction<MetricValue> number) {
        return values.stream().mapToDouble(number).average().orElseThrow();
    }
}
