package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.stats.Difference;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number measured twice, before anything is decided.
 *
 * @param margin how much may be lost, in the metric's unit
 * @param bound the same in the unit of {@code difference}: below 0
 * @param difference new less base, turned so that more is better for the subject; empty if there is nothing to test
 * @param settled what is decided without a test, with why
 * @param units probes, or batches of a speed
 */
record Measured(
        MetricValue number,
        Optional<Cell> counterpart,
        boolean gated,
        double margin,
        double bound,
        Optional<Difference> difference,
        Optional<Settled> settled,
        int probes,
        long trials,
        int units,
        double base,
        OptionalDouble now) {

    /**
     * A number whose single values both runs have.
     *
     * @param same why it passes without a test; empty if the values differ
     */
    static Measured tested(
            MetricValue number,
            MetricValue counterpart,
            double margin,
            Difference difference,
            Optional<String> same,
            int probes,
            long trials,
            double base,
            double now) {
        return new Measured(
                number,
                Optional.of(counterpart.cell()),
                true,
                margin,
                -margin,
                Optional.of(difference),
                same.map(why -> new Settled(Verdict.PASS, why)),
                probes,
                trials,
                probes,
                base,
                OptionalDouble.of(now));
    }

    /** A number that the new run does not have. */
    static Measured missing(MetricValue number, Optional<Cell> counterpart, double margin, boolean gated) {
        return new Measured(
                number,
                counterpart,
                gated,
                margin,
                -margin,
                Optional.empty(),
                Optional.of(new Settled(Verdict.REGRESSION, "missing in NEW")),
                0,
                0,
                0,
                number.value(),
                OptionalDouble.empty());
    }

    /** A number that both runs have, of probes that are all different. */
    static Measured nothingInCommon(MetricValue number, MetricValue counterpart, double margin) {
        Measured missing = missing(number, Optional.of(counterpart.cell()), margin, true);
        return new Measured(
                number,
                missing.counterpart(),
                true,
                margin,
                -margin,
                Optional.empty(),
                Optional.of(new Settled(Verdict.REGRESSION, "no probe in common")),
                0,
                0,
                0,
                number.value(),
                OptionalDouble.of(counterpart.value()));
    }

    /** Decided without a test. */
    record Settled(Verdict verdict, String why) {}
}
