package dev.visor.diagnosis;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Pairing;
import dev.visor.core.Trust;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.stats.AboveChance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Signs in what an inversion run measured that it says less than it seems to; codes are explained in {@code docs/warnings.md}. */
final class InversionWarnings {

    private static final String TOP1 = "inversion_top1";

    /** Multiple of an even share of all people that the first of them must have, so that a score says something. */
    private static final double FLAT = 2;

    private final RunInfo info;
    private final SuiteSettings settings;
    private final List<MetricValue> metrics;
    private final AboveChance chance;

    private InversionWarnings(RunInfo info, List<MetricValue> metrics) {
        this.info = info;
        this.settings = new SuiteSettings(info);
        this.metrics = metrics;
        this.chance = AboveChance.of(metrics, info.inversionSizes().people());
    }

    /**
     * Raises the warnings of a record, all from what is in it.
     *
     * @param info its attacks, its defenses with the control first, and how many people were trained on
     * @param trials of all shards together, as are the metrics
     */
    static List<Warning> of(RunInfo info, JudgedTrials trials, List<MetricValue> metrics) {
        InversionWarnings warnings = new InversionWarnings(info, metrics);
        List<Warning> raised = new ArrayList<>();
        if (info.defenses().isEmpty()) {
            return raised;
        }
        warnings.weakAttacks().ifPresent(raised::add);
        warnings.noBetterThanBaseline().ifPresent(raised::add);
        new MaskedGradients(info, warnings.chance, trials.hits()).raised().ifPresent(raised::add);
        warnings.foolableJury().ifPresent(raised::add);
        warnings.flatAnswers(trials).ifPresent(raised::add);
        return raised;
    }

    /**
     * Warns of attacks that are weak without a defense: where even the undefended model stands, a defense that stands,
     * too, has shown nothing.
     */
    private Optional<Warning> weakAttacks() {
        List<String> weak = new ArrayList<>();
        for (String attack : attacks()) {
            if (chance.tested(control(), attack) && !chance.exceeded(control(), attack)) {
                weak.add(String.format(
                        Locale.ROOT,
                        "%s (%.3f where chance is %.3f, p %.4f)",
                        attack,
                        top1(attack, Pairing.RECONSTRUCTED_CLEAN).orElse(Double.NaN),
                        chance.expected(control(), attack).orElse(Double.NaN),
                        chance.p(control(), attack).orElse(Double.NaN)));
            }
        }
        return WarningCode.WEAK_ATTACK.about(
                weak,
                ", ",
                "top-1 against no defense was not shown to be above chance for %s: they are too weak to say anything of a defense");
    }

    /**
     * Warns of attacks that are no better than their baseline: what leaked is nobody's but of those whom it shows, so
     * that an attack on it has wrong names for a baseline, what it makes of others.
     */
    private Optional<Warning> noBetterThanBaseline() {
        List<String> told = new ArrayList<>();
        level(attacks().stream().filter(attack -> !ofData(attack)), Pairing.BASELINE_CLEAN)
                .ifPresent(level -> told.add(
                        level + " did no better than on a recognizer that knows nobody, with the same budget"));
        level(attacks().stream().filter(this::ofData), Pairing.MISNAMED_CLEAN)
                .ifPresent(level -> told.add(level + " did no better under the right names than under wrong ones"));
        return WarningCode.NO_BETTER_THAN_BASELINE.about(told, "; ", "%s");
    }

    /** Attacks that got no more than their baseline. */
    private Optional<String> level(Stream<String> attacks, Pairing baseline) {
        List<String> level = attacks.filter(attack -> {
                    Optional<Double> reached = top1(attack, Pairing.RECONSTRUCTED_CLEAN);
                    Optional<Double> least = top1(attack, baseline);
                    return reached.isPresent() && least.isPresent() && reached.get() <= least.get();
                })
                .toList();
        return level.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", level));
    }

    private boolean ofData(String attack) {
        return settings.attackerAccess(attack) == AttackerAccess.LEAKED_DATA || info.trust(attack) == Trust.SUPPLIED;
    }

    /** Wrong names come first by chance alone, unless they were mixed up; strangers, unless what is made looks like them. */
    private Optional<Warning> foolableJury() {
        List<String> fooled = new ArrayList<>();
        for (String attack : attacks()) {
            for (Pairing control : List.of(Pairing.MISNAMED_CLEAN, Pairing.STRANGER_CLEAN)) {
                info.defenses().stream()
                        .map(RunInfo.Entry::id)
                        .filter(defense -> chance.fooled(defense, attack, control))
                        .forEach(defense -> fooled.add(String.format(
                                Locale.ROOT,
                                "%s against %s, %s (%.3f where chance is %.3f)",
                                attack,
                                defense,
                                control.word(),
                                top1(defense, attack, control).orElse(Double.NaN),
                                chance.expected(defense, attack).orElse(Double.NaN))));
            }
        }
        return WarningCode.FOOLABLE_JURY.about(
                fooled, "; ", "the judges put wrong people first more often than chance: %s");
    }

    /**
     * Warns of scores that tell nothing: a model that is hardly surer of anybody than of all others, whether or not
     * they could be inverted.
     */
    private Optional<Warning> flatAnswers(JudgedTrials trials) {
        double flat = FLAT / info.inversionSizes().people();
        List<String> named = new ArrayList<>();
        for (RunInfo.Entry defense : info.defenses()) {
            trials.answers(defense.id()).values().stream()
                    .mapToDouble(InversionWarnings::median)
                    .filter(median -> median < flat)
                    .min()
                    .ifPresent(median -> named.add(String.format(Locale.ROOT, "%s (%.3f)", defense.id(), median)));
        }
        return WarningCode.FLAT_ANSWERS.about(
                named,
                ", ",
                String.format(
                        Locale.ROOT,
                        "recognizers trained under %%s give the first person a median probability below %.3f (2 of %d) on photos of"
                                + " their own people: attacks by scores say little of these defenses",
                        flat,
                        info.inversionSizes().people()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private List<String> attacks() {
        return info.attacks().stream().map(RunInfo.Entry::id).toList();
    }

    private String control() {
        return info.defenses().get(0).id();
    }

    private Optional<Double> top1(String attack, Pairing pairing) {
        return top1(control(), attack, pairing);
    }

    /** The verdict's, over all seeds. */
    private Optional<Double> top1(String defense, String attack, Pairing pairing) {
        OptionalDouble mean = metrics.stream()
                .filter(value -> value.metric().equals(TOP1)
                        && value.pairing() == pairing
                        && value.cell().attack().equals(attack)
                        && value.cell().defense().equals(defense)
                        && value.cell().judge().equals(judge(attack)))
                .mapToDouble(MetricValue::value)
                .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    /** Returns the judge whose verdict counts: the jury, or the one judge whom an attack's tracker uses. */
    private String judge(String attack) {
        return metrics.stream()
                .filter(value -> value.metric().equals(AboveChance.P)
                        && value.cell().attack().equals(attack))
                .map(value -> value.cell().judge())
                .findFirst()
                .orElse(JuryVerdict.JURY);
    }
}
