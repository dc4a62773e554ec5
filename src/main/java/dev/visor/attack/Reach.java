package dev.visor.attack;

import java.util.Locale;

/** What an inversion attack can get hold of. */
public enum Reach {
    /** The recognizer itself: scores, embeddings, and their gradients. */
    WHITE_BOX,
    /** Scores and embeddings of what it is asked, nothing inside. */
    SCORES,
    /** Only who it says that it is. */
    LABELS,
    /** No recognizer, but the masked data, and the mechanism that masks. */
    DATA;

    /** As in the records: {@code white-box}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
