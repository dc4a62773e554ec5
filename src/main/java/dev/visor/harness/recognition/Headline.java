package dev.visor.harness.recognition;

import dev.visor.core.Access;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.metric.evaluation.WorstCase;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The number by which somebody who waits knows a protection: of one model that the defense has not seen where there is one, in the worst case where
 * there is one, at the strictest threshold.
 */
final class Headline {

    /** The rates that it may be, the first that was measured. */
    private static final List<String> RATES =
            List.of("rank1_untargeted", "psr_dodging", "recall", "protected_at_1", "tracked_round3");

    private Headline() {}

    static Optional<String> of(Protection protection, List<MetricValue> metrics) {
        return metrics.stream()
                .filter(value ->
                        value.cell().defense().equals(protection.defense().id())
                                && value.cell().surrogates().equals(protection.surrogateIds())
                                && value.pairing() == Pairing.PROTECTED_CLEAN
                                && RATES.contains(value.metric()))
                .min(Comparator.<MetricValue>comparingInt(value -> RATES.indexOf(value.metric()))
                        .thenComparing(value -> value.cell().defenseAccess() != Access.BLACK_BOX)
                        .thenComparing(value -> !value.cell().countermeasure().equals(WorstCase.COUNTERMEASURE))
                        .thenComparingDouble(
                                value -> value.far().map(far -> far.rate()).orElse(1.)))
                .map(value -> sentence(protection, value));
    }

    private static String sentence(Protection protection, MetricValue value) {
        Optional<Interval> interval = value.clusterInterval().or(value::interval);
        return String.format(
                Locale.ROOT,
                "%s: %s %.1f %%%s%s by %s%s, n %d",
                protection.label(),
                value.metric(),
                100 * value.value(),
                interval.map(range ->
                                String.format(Locale.ROOT, " [%.1f, %.1f]", 100 * range.low(), 100 * range.high()))
                        .orElse(""),
                value.cell().defenseAccess() == Access.NONE
                        ? ""
                        : ", " + value.cell().defenseAccess().word(),
                value.cell().model(),
                value.cell().countermeasure().equals(WorstCase.COUNTERMEASURE) ? " in the worst case" : "",
                value.n());
    }
}
