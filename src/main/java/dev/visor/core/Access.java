package dev.visor.core;

/** What a defense has of the victim. */
public enum Access {
    /** The victim is one of its surrogates. */
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
