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

    /**
     * Returns the recognizers that the tracker's copy of the attacked defense differentiates where he has only the tool: it then steers to targets of his own,
     * too. Empty where he runs it with the surrogates and the targets of the photos that he attacks.
     */
    default List<String> toolSurrogates() {
        return List.of();
    }

    /** Returns how faces are found and cut, in photos and gallery alike; another way than the usual has thresholds of its own. */
    default Look look() {
        return Look.USUAL;
    }

    /** Returns how often the tracker comes by the same photo, protected anew each time. */
    default int draws() {
        return 1;
    }

    /** Whether the pixels of several draws are averaged before a face is looked for; otherwise their embeddings are. */
    default boolean averagesPixels() {
        return false;
    }

    /** The recognizer that judges in the model's place, with its own thresholds; empty where the model judges itself. */
    default Optional<String> judge() {
        return Optional.empty();
    }
}
