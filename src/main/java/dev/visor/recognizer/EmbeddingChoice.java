package dev.visor.recognizer;

import dev.visor.core.Digest;

/**
 * The output of a network that is the embedding, and what is made of it.
 *
 * @param index of the output, counted from 0; {@link #ONLY} for the only one that holds the card's dimension
 * @param name of the output, which only ONNX has; empty if it is told by index or found
 * @param flipSum whether the embedding is the sum of those of the face and of its mirror image
 */
public record EmbeddingChoice(int index, String name, boolean flipSum) {

    /** No index: found by its dimension. */
    public static final int ONLY = -1;

    /** The only output of the card's dimension, of the face as it is. */
    public static final EmbeddingChoice FOUND = new EmbeddingChoice(ONLY, "", false);

    public EmbeddingChoice {
        if (index < ONLY) {
            throw new IllegalArgumentException("index must be 0 or above, got " + index);
        }
        if (index != ONLY && !name.isEmpty()) {
            throw new IllegalArgumentException("an output is told by its index or by its name, not by both");
        }
    }

    Digest digest() {
        return Digest.builder("embedding choice")
                .add("index", index)
                .add("name", name)
                .add("flip sum", flipSum)
                .build();
    }
}
