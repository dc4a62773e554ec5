package dev.visor.diagnosis;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.diagnosis.PairedTests.Finding;
import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.metric.evaluation.ProbeOutcomes.Aim;
import dev.visor.metric.evaluation.ProbeOutcomes.Key;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Ledger;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Signs that a defense's gradients mislead it: then a low rate shows a poor search, not that the recognizer withstands.
 *
 * <p>Athalye, Carlini and Wagner, "Obfuscated Gradients Give a False Sense of Security", ICML 2018, section 3.1; Carlini et al.,
 * "On Evaluating Adversarial Robustness", arXiv 1902.06705. Here the optimizer is the defense, so these are signs that it
 * could protect better than was measured, and that comparisons with it are unfair. A sign that the run has no entries for is
 * not raised. All but the first are read from white-box cells, at alignment {@code crop} where there is one.
 */
final class MaskingSigns {

    /** Share of lost gradients above which a sign is seen: more than one in a hundred. */
    private static final double LOST = .01;

    /** Budget at which nothing of a face need remain. */
    private static final double LARGE_EPSILON = 32 / 255.;

    private static final double NEAR_FULL = .95;

    /** Fewer iterations than this are a rehearsal. */
    private static final long MANY = 10;

    private final List<RunInfo.Entry> defenses;
    private final List<Ledger> ledgers;
    private final ProbeOutcomes successes;
    private final boolean overPeople;
    private final List<Key> judged;

    /** @param overPeople whether a person counts once in tests, and not each probe */
    MaskingSigns(List<RunInfo.Entry> defenses, List<Ledger> ledgers, ProbeOutcomes successes, boolean overPeople) {
        this.overPeople = overPeople;
        this.defenses = defenses;
        this.ledgers = ledgers;
        this.successes = successes;
        boolean cropped = successes.keys().stream().anyMatch(key -> key.cell().alignment() == Alignment.CROP);
        Alignment alignment = cropped ? Alignment.CROP : Alignment.PHOTO;
        this.judged = successes.keys().stream()
                .filter(key -> key.cell().alignment() == alignment)
                .toList();
    }

    List<Warning> raised() {
        return Stream.of(
                        zeroGradients(),
                        blackBoxBeatsWhiteBox(),
                        epsilonNotMonotone(),
                        largestEpsilonFallsShort(),
                        oneStepBeatsMany(),
                        moreIterationsHelp())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Warning> zeroGradients() {
        List<String> lost = ledgers.stream()
                .filter(ledger -> ledger.zeroGradients() > LOST * ledger.backward())
                .map(ledger -> String.format(
                        Locale.ROOT,
                        "%s on %s lost %.1f %% of %d gradients",
                        ledger.defense(),
                        String.join("+", ledger.surrogates()),
                        100. * ledger.zeroGradients() / ledger.backward(),
                        ledger.backward()))
                .toList();
        return WarningCode.ZERO_GRADIENTS.about(
                lost, "; ", "gradients were zero or no number, and no step could follow them: %s");
    }

    private Optional<Warning> largestEpsilonFallsShort() {
        List<String> short_ = new ArrayList<>();
        for (Curve curve : Curve.along("epsilon", defenses)) {
            if (curve.value(curve.size() - 1) < LARGE_EPSILON - 1e-9) {
                continue;
            }
            String largest = curve.entry(curve.size() - 1);
            // Untargeted only: which of several targets a face can reach at all is another question.
            for (Key key : whiteBox(key -> key.cell().defense().equals(largest) && key.aim() != Aim.TARGETED)) {
                long protectedProbes = successes.count(key);
                int n = successes.probes(key).size();
                if (Wilson.interval(protectedProbes, n).high() < NEAR_FULL) {
                    short_.add(String.format(
                            Locale.ROOT,
                            "%s on %s reaches %s %.1f %% of %d probes at epsilon %.0f/255",
                            largest,
                            key.cell().surrogatesWord(),
                            key.aim().word(),
                            100. * protectedProbes / n,
                            n,
                            255 * curve.value(curve.size() - 1)));
                }
            }
        }
        return WarningCode.LARGEST_EPSILON_FALLS_SHORT.about(
                short_, "; ", "the largest epsilon should protect from its own surrogate nearly always: %s");
    }

    private Optional<Warning> blackBoxBeatsWhiteBox() {
        PairedTests tests = new PairedTests(successes, overPeople);
        for (Key white : whiteBox(key -> true)) {
            judged.stream()
                    .filter(key -> key.cell().defenseAccess() == Access.BLACK_BOX && sameButModel(key, white))
                    .forEach(black -> tests.suppose(
                            black, white, probe -> !controlSucceeds(black, probe) && !controlSucceeds(white, probe)));
        }
        return surest(
                WarningCode.BLACK_BOX_BEATS_WHITE_BOX,
                tests,
                (more, less) ->
                        "%s on %s protects better from %s, which it never saw, than from %s, which it could differentiate"
                                .formatted(more.defense(), more.surrogatesWord(), more.model(), less.model()));
    }

    /** A probe that a model fails to recognize unprotected says nothing about the defense. */
    private boolean controlSucceeds(Key key, PhotoId probe) {
        Key control = key.of(Cell.CONTROL, List.of());
        return successes.probes(control).contains(probe) && successes.success(control, probe);
    }

    private static boolean sameButModel(Key one, Key other) {
        return one.aim() == other.aim()
                && one.cell().defense().equals(other.cell().defense())
                && one.cell().surrogates().equals(other.cell().surrogates())
                && one.cell().attack().equals(other.cell().attack())
                && one.cell().seed() == other.cell().seed();
    }

    private Optional<Warning> epsilonNotMonotone() {
        PairedTests tests = new PairedTests(successes, overPeople);
        Curve.along("epsilon", defenses)
                .forEach(curve -> curve.pairs((small, large) -> {
                    suppose(tests, curve.entry(small), curve.entry(large));
                }));
        return surest(
                WarningCode.EPSILON_NOT_MONOTONE,
                tests,
                (more, less) -> betterThan(more, less) + ", which may change more");
    }

    private Optional<Warning> oneStepBeatsMany() {
        PairedTests tests = new PairedTests(successes, overPeople);
        Curve.along("iterations", List.of("step"), defenses)
                .forEach(curve -> curve.pairs((one, many) -> {
                    if (curve.value(one) == 1 && curve.value(many) >= MANY) {
                        suppose(tests, curve.entry(one), curve.entry(many));
                    }
                }));
        return surest(
                WarningCode.ONE_STEP_BEATS_MANY,
                tests,
                (more, less) -> "one step of %s on %s protects better than the many of %s"
                        .formatted(more.defense(), more.surrogatesWord(), less.defense()));
    }

    private Optional<Warning> moreIterationsHelp() {
        PairedTests tests = new PairedTests(successes, overPeople);
        for (Curve curve : Curve.along("iterations", defenses)) {
            int last = curve.size() - 1;
            int base = last;
            while (base >= 0 && 2 * curve.value(base) > curve.value(last)) {
                base--;
            }
            if (base >= 0 && curve.value(base) >= MANY) {
                suppose(tests, curve.entry(last), curve.entry(base));
            }
        }
        return surest(
                WarningCode.MORE_ITERATIONS_HELP,
                tests,
                (more, less) -> betterThan(more, less) + ", which stops at half its iterations or less");
    }

    private static String betterThan(Cell more, Cell less) {
        return "%s on %s protects better than %s".formatted(more.defense(), more.surrogatesWord(), less.defense());
    }

    /** Tells the surest finding in words, with its numbers, and how many more there are. */
    private static Optional<Warning> surest(WarningCode code, PairedTests tests, BiFunction<Cell, Cell, String> words) {
        List<Finding> findings = tests.findings();
        return findings.stream()
                .findFirst()
                .map(finding -> code.says(String.format(
                        Locale.ROOT,
                        "%s (%s)%s",
                        words.apply(finding.more().cell(), finding.less().cell()),
                        finding.numbers(),
                        findings.size() == 1
                                ? ""
                                : String.format(Locale.ROOT, ", and so in %d more comparisons", findings.size() - 1))));
    }

    /** Supposes, in every white-box judgment of the second, that the first protects more there. */
    private void suppose(PairedTests tests, String more, String less) {
        whiteBox(key -> key.cell().defense().equals(less))
                .forEach(key -> tests.suppose(key.of(more, key.cell().surrogates()), key));
    }

    private List<Key> whiteBox(Predicate<Key> which) {
        return judged.stream()
                .filter(key -> key.cell().defenseAccess() == Access.WHITE_BOX)
                .filter(which)
                .toList();
    }
}
