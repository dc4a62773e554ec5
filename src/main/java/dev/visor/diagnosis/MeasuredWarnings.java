package dev.visor.diagnosis;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Signs that an evaluation says less than it seems to, those that are seen in what was measured. */
final class MeasuredWarnings {

    /** Share of clean searches or genuine pairs that a model may fail. */
    private static final double POOR_RANK = .2;

    private static final double POOR_ACCURACY = .9;

    /** Every model that searched has it. */
    private static final String SEARCHED = "rank1_untargeted";

    private MeasuredWarnings() {}

    /**
     * Raises the warnings of a record, all from what is in it.
     *
     * @param info its defenses, its seeds, and the ledgers of what was asked of the surrogates
     * @param successes of its trials
     */
    static List<Warning> of(RunInfo info, ProbeOutcomes successes, List<MetricValue> metrics) {
        List<Warning> raised = new ArrayList<>(new MaskingSigns(
                        info.defenses(),
                        info.ledgers(),
                        successes,
                        info.protocol().inSplits())
                .raised());
        randomized(info).ifPresent(raised::add);
        cleanAccuracy(metrics).ifPresent(raised::add);
        fewRecognized(info, metrics).ifPresent(raised::add);
        return List.copyOf(raised);
    }

    private static Optional<Warning> randomized(RunInfo info) {
        TreeSet<String> drawing = new TreeSet<>();
        info.ledgers().stream().filter(Ledger::draws).map(Ledger::defense).forEach(drawing::add);
        return WarningCode.RANDOMIZED_DEFENSE.about(
                info.seeds().size() > 1 ? List.of() : List.copyOf(drawing),
                ", ",
                String.format(
                        Locale.ROOT,
                        "%%s drew at random, and with seed %d alone one draw of each was measured",
                        info.seeds().get(0)));
    }

    /** The worst number of each model. */
    private static Optional<Warning> cleanAccuracy(List<MetricValue> metrics) {
        Map<String, MetricValue> worst = new LinkedHashMap<>();
        metrics.stream()
                .filter(value -> untouched(value)
                        && (value.pairing() == Pairing.PROTECTED_CLEAN || value.pairing() == Pairing.CLEAN_CLEAN))
                .filter(value -> poor(value) > 0)
                .forEach(value -> worst.merge(
                        value.cell().model(), value, (one, other) -> poor(other) > poor(one) ? other : one));
        List<String> models = new ArrayList<>();
        worst.forEach((model, value) -> models.add(String.format(
                Locale.ROOT,
                "%s (%s %.1f %%%s, n %d)",
                model,
                value.metric(),
                100 * value.value(),
                value.far().map(far -> " at FAR " + far).orElse(""),
                value.n())));
        return WarningCode.CLEAN_ACCURACY.about(
                models,
                ", ",
                "mistaken on unprotected photos already, so that its protection rates are no merit of a defense: %s");
    }

    /** Models that recognize fewer probes unprotected than the suite asks for. */
    private static Optional<Warning> fewRecognized(RunInfo info, List<MetricValue> metrics) {
        OptionalInt wanted = new SuiteSettings(info).recognized();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        List<String> few = metrics.stream()
                .filter(value -> untouched(value) && value.metric().equals(SEARCHED))
                .filter(value -> recognized(value.cell(), metrics) < wanted.getAsInt())
                .map(value ->
                        String.format(Locale.ROOT, "%s (%d)", value.cell().model(), recognized(value.cell(), metrics)))
                .distinct()
                .toList();
        return WarningCode.FEW_RECOGNIZED.about(
                few,
                ", ",
                String.format(
                        Locale.ROOT,
                        "fewer than %d probes were at rank 1 unprotected, so metrics of recognized probes are about fewer: %%s",
                        wanted.getAsInt()));
    }

    /** Whether it is about unprotected photos that the tracker takes as they are. */
    private static boolean untouched(MetricValue value) {
        return value.cell().defense().equals(Cell.CONTROL)
                && value.cell().countermeasure().equals(Cell.CONTROL);
    }

    /** Counts the probes that a model recognizes; a model that recognizes nobody has no metric of them. */
    private static long recognized(Cell control, List<MetricValue> metrics) {
        return metrics.stream()
                .filter(value ->
                        value.cell().equals(control) && value.metric().equals(SEARCHED + RecognizedProbes.ENDING))
                .mapToLong(MetricValue::n)
                .findFirst()
                .orElse(0);
    }

    /** Returns how much a number of the control is worse than it may be; not positive if it is not. */
    private static double poor(MetricValue value) {
        return switch (value.metric()) {
            case "rank1_untargeted", "psr_dodging" -> value.value() - POOR_RANK;
            case "verification_accuracy" -> POOR_ACCURACY - value.value();
            default -> 0;
        };
    }
}
