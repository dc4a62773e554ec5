package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One number of the base run beside the new run's.
 *
 * @param number as the base run recorded it: cell, pairing, metric, unit and direction
 * @param counterpart the new run's cell, which may bear another name; empty if it has none
 * @param gated whether the verdict counts
 * @param verdict never {@code PASS} for what is missing
 * @param why in a few words
 * @param probes common to both runs
 * @param trials on these; for a speed, the batches of the run that has fewer
 * @param base value on the common probes; for a speed, the median batch's
 * @param now likewise; empty if it is missing
 * @param change new less base (for a speed, new divided by base) with {@code 1 - 2 alpha} confidence; empty if there is none
 * @param margin how much may be lost, in the metric's unit (for a speed, the share)
 * @param pPass one-sided p-value of "not worse by the margin"; 1 if it was not tested
 * @param pRegression one-sided p-value of "worse by more than the margin", after Holm over all gated rows; 1 if not tested
 * @param needed probes (for a speed, batches) that would settle it; empty unless inconclusive, or if no number would
 */
public record Row(
        MetricValue number,
        Optional<Cell> counterpart,
        boolean gated,
        Verdict verdict,
        String why,
        int probes,
        long trials,
        double base,
        OptionalDouble now,
        Optional<Interval> change,
        double margin,
        double pPass,
        double pRegression,
        OptionalLong needed) {

    /** Whether it is judged by the rule for speeds. */
    public boolean isSpeed() {
        return Speeds.METRICS.contains(number.metric());
    }

    /** {@code psr_dodging@0.01}: the metric with the FAR that it was asked at. */
    public String metric() {
        return number.metric() + number.far().map(far -> "@" + far).orElse("");
    }

    /** {@code modified-x for x} where the two runs name the defense, the attack or the countermeasure differently. */
    public String defense() {
        return named(number.cell().defense(), counterpart.map(Cell::defense));
    }

    public String attack() {
        return named(number.cell().attack(), counterpart.map(Cell::attack));
    }

    public String countermeasure() {
        return named(number.cell().countermeasure(), counterpart.map(Cell::countermeasure));
    }

    private static String named(String base, Optional<String> now) {
        return now.filter(name -> !name.equals(base))
                .map(name -> name + " for " + base)
                .orElse(base);
    }
}
