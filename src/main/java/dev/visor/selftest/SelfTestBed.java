package dev.visor.selftest;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Cell;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.Guards;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.List;
import java.util.Optional;

/**
 * Where plants are tried: people, and recognizers that judge them.
 *
 * <p>Three victims judge: the surrogate itself, its weights under another id, and a recognizer that no plant knows anything of.
 */
public interface SelfTestBed {

    /** In a word, such as {@code analytic}. */
    String name();

    TestBed testBed();

    String surrogate();

    /** The surrogate's weights under another id. */
    String copy();

    String blackBox();

    /** How far a cloak may move a pixel to protect everybody from its surrogate, as a fraction of the pixel range. */
    double epsilon();

    /** A surrogate that gives no gradient, where there is one. */
    Optional<String> masked();

    /** The suite that tries a plant: the control, the plant, and nothing else. */
    ResolvedSuite suite(Setting setting);

    /**
     * What a plant needs of a suite.
     *
     * @param surrogate of the plant, if it needs any
     * @param rungs with {@code none} first
     * @param guards that the run works under
     */
    record Setting(
            Entry<Defense> plant,
            String surrogate,
            Entry<RecognitionAttack> attack,
            List<Entry<Countermeasure>> rungs,
            Guards guards) {

        /** The control first; it may be the plant itself. */
        public List<Entry<Defense>> defenses() {
            Entry<Defense> control = SeededCase.entry(Cell.CONTROL, new None());
            return plant.id().equals(control.id()) ? List.of(control) : List.of(control, plant);
        }
    }
}
