package dev.visor.selftest;

import dev.visor.attack.RecognitionAttack;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.Guard;
import dev.visor.selftest.seeded.DropsFaces;
import dev.visor.selftest.seeded.Hanging;
import dev.visor.selftest.seeded.Misbehaving;
import java.util.List;
import java.util.Optional;

/** Plug-ins that misbehave in each phase; each must end its run with a sentence that names it. */
final class Violations {

    static final String HANGING = "hangs";

    private Violations() {}

    /** Returns the cases in the order of the output; new ones at every call, as some have a state. */
    static List<SeededCase> all() {
        return List.of(
                defense(
                        "throws-in-set-up",
                        "throws when asked for its budget",
                        Guard.FAULTS_NAMED,
                        Misbehaving.throwsInSetUp(),
                        "set-up",
                        "threw"),
                defense(
                        "throws",
                        "throws when it should protect",
                        Guard.FAULTS_NAMED,
                        Misbehaving.throwing(),
                        "protecting",
                        "threw"),
                defense(HANGING, "does not return", Guard.TIME_LIMIT, new Hanging(), "protecting", "time limit"),
                defense(
                        "returns-nothing",
                        "returns null",
                        Guard.COUNT,
                        Misbehaving.nothing(),
                        "protecting",
                        "returned null"),
                defense(
                        "too-few",
                        "returns one face less",
                        Guard.COUNT,
                        Misbehaving.tooFew(),
                        "protecting",
                        "returned 5 images for 6"),
                defense(
                        "too-many",
                        "returns one face more, in front, so that everybody has another's",
                        Guard.COUNT,
                        Misbehaving.tooMany(),
                        "protecting",
                        "returned 7 images for 6"),
                defense(
                        "wrong-size",
                        "returns faces half as wide and twice as high",
                        Guard.SIZE,
                        Misbehaving.wrongSize(),
                        "protecting",
                        "returned a face of 32 x 128"),
                defense(
                        "not-a-number",
                        "returns NaN for every pixel",
                        Guard.RANGE,
                        Misbehaving.notANumber(),
                        "protecting",
                        "returned a pixel of NaN"),
                defense(
                        "out-of-range",
                        "returns pixels far outside of 0..255",
                        Guard.RANGE,
                        Misbehaving.outOfRange(),
                        "protecting",
                        "returned a pixel of"),
                defense(
                        "over-budget",
                        "promises 4 steps a pixel, and returns somebody else",
                        Guard.BUDGET,
                        Misbehaving.overBudget(),
                        "protecting",
                        "its budget is 4.000"),
                defense(
                        "writes-its-input",
                        "paints over the originals, so that nothing seems to have moved",
                        Guard.INPUT_UNTOUCHED,
                        Misbehaving.writesInput(),
                        "protecting",
                        "wrote to the images"),
                defense(
                        "own-randomness",
                        "ignores the randomness that it is handed",
                        Guard.REPEATABLE,
                        Misbehaving.ownRandomness(),
                        "protecting a photo again",
                        "otherwise"),
                defense(
                        "swaps-faces",
                        "hands the faces of a batch round",
                        Guard.REPEATABLE,
                        Misbehaving.swapsFaces(),
                        "protecting a photo again",
                        "otherwise"),
                attack(
                        "drops-faces",
                        "an attack that leaves out whom it linked",
                        Guard.TRIALS_COUNTED,
                        new DropsFaces(),
                        "it planned 48 trials"));
    }

    private static SeededCase defense(
            String id, String behavior, Guard guard, Defense defense, String phase, String what) {
        return new SeededCase(
                id,
                behavior,
                Optional.of(guard),
                defense,
                SeededCase.VERIFICATION,
                Optional.empty(),
                Expectations.refusal("defense %s, %s".formatted(id, phase), what));
    }

    private static SeededCase attack(String id, String behavior, Guard guard, RecognitionAttack attack, String what) {
        return new SeededCase(
                id,
                behavior,
                Optional.of(guard),
                new None(),
                attack,
                Optional.empty(),
                Expectations.refusal("attack verification", what));
    }
}
