package dev.visor.attack;

import java.util.List;
import java.util.Optional;

/**
 * Something that the tracker does before he asks a recognizer, whatever he then asks.
 *
 * <p>It wraps any {@link RecognitionAttack}. A {@link Purification} changes the face, others change who judges it, and {@code
 * none} changes nothing. Galleries stay as they are.
 */
public interface Countermeasure extends Attack {

    /** The id of the countermeasure that does nothing; in every suite, and first. */
    String NONE = "none";

    /** Whether the tracker trains for it, on pairs that the harness makes by running a defense on other people. */
    default boolean trains() {
        return false;
    }

    /**
     * Returns the defenses that make those pairs, as entries are named: each protects every photo that is learned from. Empty where it is the
     * defense that is attacked.
     */
    default List<String> pairsOf() {
        return List.of();
    }

    /** The recognizer that judges in the model's place, with its own thresholds; empty where the model judges itself. */
    default Optional<String> judge() {
        return Optional.empty();
    }
}
