package dev.visor.selftest;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.Guards;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.List;
import java.util.Optional;

/**
 * The place where seeded cases are tried: people, and recognizers that judge them.
 *
 * <p>Three models judge: the surrogate itself, its weights under another id, and a recognizer that no seeded case knows anything of.
 */
public interface SelfTestBed {

    /** Returns the bed's name in a word, such as {@code analytic}. */
    String name();

    TestBed testBed();

    String surrogate();

    /** The surrogate's weights under another id. */
    String copy();

    String blackBox();

    /**
     * Returns how far a perturbation may move a pixel to protect everybody from its surrogate, as a fraction of the
     * pixel range.
     */
    double epsilon();

    /** A surrogate that gives no gradient, where there is one. */
    Optional<String> masked();

    /** The suite that tries a seeded case: the control, the seeded case, and nothing else. */
    ResolvedSuite suite(Setting setting);

    /**
     * All that a seeded case needs of a suite.
     *
     * @param surrogate of the seeded case, if it needs any
     * @param countermeasures with {@code none} first
     * @param guards that the run works under
     */
    record Setting(
            Entry<Defense> seededCase,
            String surrogate,
            Entry<RecognitionAttack> attack,
            List<Entry<Countermeasure>> countermeasures,
            Guards guards) {

        /** The control first; it may be the seeded case itself. */
        public List<Entry<Defense>> defenses() {
            Entry<Defense> control = SeededCase.entry("none", new None());
            return seededCase.id().equals(control.id()) ? List.of(control) : List.of(control, seededCase);
        }
    }
}
