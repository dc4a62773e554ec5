package dev.visor.core;

/** The result of embedding a photo: an embedding, or the reason why there is none. */
public sealed interface Acquired {

    record Embedded(Embedding embedding) implements Acquired {}

    /** No face to embed, for the given reason. */
    record Missed(Reason reason) implements Acquired {}

    /** The reason why a face was not acquired. */
    enum Reason {
        /** The detector found none. */
        NO_FACE,
        /** The file is no image that can be decoded. */
        UNREADABLE,
        /** The defense failed on this photo. */
        FAILED
    }
}
