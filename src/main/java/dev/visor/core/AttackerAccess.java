package dev.visor.core;

import java.util.Locale;

/** The access of an attack to the model under attack. */
public enum AttackerAccess {
    /** The model itself: scores, embeddings, and their gradients. */
    WHITE_BOX,
    /** Scores and embeddings of what it is asked, nothing inside. */
    SCORES,
    /** Labels alone: who the model says that it is. */
    LABEL_ONLY,
    /** No model, but the masked data, and the mechanism that masks. */
    LEAKED_DATA,
    /** The key by which a protection can be taken back: the owner's access, or that of whoever stole the key. */
    KEY,
    /** Nobody attacks: the row is about the model's own work, or about what comes before any attack. */
    NONE;

    /**
     * Returns the word of the records: {@code white-box}, {@code scores}, {@code label-only}, {@code leaked-data}, {@code
     * key}; {@code -} for none.
     */
    public String word() {
        return this == NONE
                ? Cell.NOT_APPLICABLE
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
