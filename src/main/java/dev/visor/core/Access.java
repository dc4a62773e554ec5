package dev.visor.core;

/** The access of a defense to the model under attack. */
public enum Access {
    /** The model is one of its surrogates. */
    WHITE_BOX("white-box"),
    /** Transfer only. */
    BLACK_BOX("black-box"),
    /** The defense uses no surrogate, so the question does not arise. */
    NONE("none");

    private final String word;

    Access(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
