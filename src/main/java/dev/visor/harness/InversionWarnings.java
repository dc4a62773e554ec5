package dev.visor.harness;

import dev.visor.attack.Attack;
import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.metric.JuryVerdict;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signs in what an inversion run measured that it says less than it seems to; codes are explained in {@code docs/warnings.md}. */
final class InversionWarnings {

    private static final String TOP1 = "inversion_top1";

    private final ResolvedInversion suite;
    private final List<MetricValue> metrics;
    private final double chance;

    private InversionWarnings(ResolvedInversion suite, List<MetricValue> metrics) {
        this.suite = suite;
        this.metrics = metrics;
        this.chance = 1. / suite.suite().people().trained();
    }

    static List<Warning> of(ResolvedInversion suite, List<MetricValue> metrics) {
        InversionWarnings warnings = new InversionWarnings(suite, metrics);
        List<Warning> raised = new ArrayList<>();
        warnings.weakAttacks().ifPresent(raised::add);
        warnings.noBetterThanBaseline().ifPresent(raised::add);
        warnings.foolableJury().ifPresent(raised::add);
        return raised;
    }

    /** Where even the undefended target stands, a defense that stands, too, has shown nothing. */
    private Optional<Warning> weakAttacks() {
        List<String> weak = new ArrayList<>();
        for (Entry<Attack> attack : suite.attacks()) {
            top1(attack, Pairing.RECONSTRUCTED_CLEAN)
                    .filter(value -> low(value) <= chance)
                    .ifPresent(value -> weak.add(String.format(Locale.ROOT, "%s (%.3f)", attack.id(), value.value())));
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
        for (Entry<Attack> attack : suite.attacks()) {
            Optional<MetricValue> reached = top1(attack, Pairing.RECONSTRUCTED_CLEAN);
            Optional<MetricValue> baseline = top1(attack, Pairing.BASELINE_CLEAN);
            if (reached.isPresent()
                    && baseline.isPresent()
                    && reached.get().value() <= baseline.get().value()) {
                level.add(attack.id());
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
        for (Entry<Attack> attack : suite.attacks()) {
            for (Pairing control : List.of(Pairing.MISNAMED_CLEAN, Pairing.STRANGER_CLEAN)) {
                metrics.stream()
                        .filter(value -> named(value, attack) && value.pairing() == control)
                        .filter(value -> low(value) > chance)
                        .forEach(value -> fooled.add(String.format(
                                Locale.ROOT,
                                "%s against %s, %s (%.3f)",
                                attack.id(),
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

    /** Of the wider interval: tries of one person are alike, and Wilson's takes them for independent. */
    private static double low(MetricValue value) {
        double wilson = value.interval().orElseThrow().low();
        return value.clusterInterval()
                .map(people -> Math.min(wilson, people.low()))
                .orElse(wilson);
    }

    private Optional<MetricValue> top1(Entry<Attack> attack, Pairing pairing) {
        return metrics.stream()
                .filter(value -> named(value, attack)
                        && value.pairing() == pairing
                        && value.cell().defense().equals(suite.control().id()))
                .findFirst();
    }

    private static boolean named(MetricValue value, Entry<Attack> attack) {
        return value.metric().equals(TOP1)
                && value.cell().attack().equals(attack.id())
                && value.cell().victim().equals(JuryVerdict.JURY);
    }
}
