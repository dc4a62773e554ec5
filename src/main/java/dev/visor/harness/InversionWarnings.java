package dev.visor.harness;

import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.metric.JuryVerdict;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signs in what an inversion run measured that it says less than it seems to; codes are explained in {@code docs/warnings.md}. */
final class InversionWarnings {

    private static final String TOP1 = "inversion_top1";

    /** By which a share may have grown when it was written with six digits. */
    private static final double ROUNDING = 1e-6;

    private final RunInfo info;
    private final List<MetricValue> metrics;
    private final double chance;

    private InversionWarnings(RunInfo info, List<MetricValue> metrics) {
        this.info = info;
        this.metrics = metrics;
        this.chance = 1. / info.protocol().probes();
    }

    /**
     * Those that a record raises, all from what is in it.
     *
     * @param info its attacks, its defenses with the control first, and how many people were trained on
     * @param metrics as the record holds them, of all shards together
     */
    static List<Warning> of(RunInfo info, List<MetricValue> metrics) {
        InversionWarnings warnings = new InversionWarnings(info, metrics);
        List<Warning> raised = new ArrayList<>();
        warnings.weakAttacks().ifPresent(raised::add);
        warnings.noBetterThanBaseline().ifPresent(raised::add);
        warnings.foolableJury().ifPresent(raised::add);
        return raised;
    }

    /** Where even the undefended target stands, a defense that stands, too, has shown nothing. */
    private Optional<Warning> weakAttacks() {
        List<String> weak = new ArrayList<>();
        for (String attack : attacks()) {
            top1(attack, Pairing.RECONSTRUCTED_CLEAN)
                    .filter(value -> !aboveChance(value))
                    .ifPresent(value -> weak.add(String.format(Locale.ROOT, "%s (%.3f)", attack, value.value())));
        }
        return weak.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "weak-attack",
                        String.format(
                                Locale.ROOT,
                                "jury top-1 against no defense is not above chance (%.3f) for %s: they are too weak to say anything of a defense",
                                chance,
                                String.join(", ", weak))));
    }

    private Optional<Warning> noBetterThanBaseline() {
        List<String> level = new ArrayList<>();
        for (String attack : attacks()) {
            Optional<MetricValue> reached = top1(attack, Pairing.RECONSTRUCTED_CLEAN);
            Optional<MetricValue> baseline = top1(attack, Pairing.BASELINE_CLEAN);
            if (reached.isPresent()
                    && baseline.isPresent()
                    && reached.get().value() <= baseline.get().value()) {
                level.add(attack);
            }
        }
        return level.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "no-better-than-baseline",
                        "%s did no better than on a recognizer that knows nobody, with the same budget"
                                .formatted(String.join(", ", level))));
    }

    /** A jury that finds the wrong person in reconstructions more often than chance would find him in the right ones, too. */
    private Optional<Warning> foolableJury() {
        List<String> fooled = new ArrayList<>();
        for (String attack : attacks()) {
            for (Pairing control : List.of(Pairing.MISNAMED_CLEAN, Pairing.STRANGER_CLEAN)) {
                metrics.stream()
                        .filter(value -> named(value, attack) && value.pairing() == control)
                        .filter(this::aboveChance)
                        .forEach(value -> fooled.add(String.format(
                                Locale.ROOT,
                                "%s against %s, %s (%.3f)",
                                attack,
                                value.cell().defense(),
                                control.word(),
                                value.value())));
            }
        }
        return fooled.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "foolable-jury",
                        String.format(
                                Locale.ROOT,
                                "the jury put wrong people first more often than chance (%.3f): %s",
                                chance,
                                String.join("; ", fooled))));
    }

    /** By the wider interval: tries of one person are alike, and Wilson's takes them for independent. */
    private boolean aboveChance(MetricValue value) {
        double wilson = value.interval().orElseThrow().low();
        double low = value.clusterInterval()
                .map(people -> Math.min(wilson, people.low()))
                .orElse(wilson);
        return low > chance + ROUNDING;
    }

    private List<String> attacks() {
        return info.attacks().stream().map(RunInfo.Entry::id).toList();
    }

    private Optional<MetricValue> top1(String attack, Pairing pairing) {
        return metrics.stream()
                .filter(value -> named(value, attack)
                        && value.pairing() == pairing
                        && value.cell().defense().equals(info.defenses().get(0).id()))
                .findFirst();
    }

    private static boolean named(MetricValue value, String attack) {
        return value.metric().equals(TOP1)
                && value.cell().attack().equals(attack)
                && value.cell().victim().equals(JuryVerdict.JURY);
    }
}
