package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;

/**
 * A recognizer's embedding, and its gradient, by a program made for many gradients at one point: the same as {@link
 * DifferentiableRecognizer} gives, but for rounding, in half the time.
 */
public interface OwnGradient {

    /**
     * Embeds without anything that a gradient needs.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @return [N, dimension], unit rows
     */
    NDArray embed(NDArray faces);

    /**
     * Embeds, and keeps what gradients need; no recording of the engine's takes part.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     */
    Recorded record(NDArray faces);

    /** A batch that was embedded, of which gradients may be had while its tensors live. */
    interface Recorded {

        /** Returns [N, dimension], unit rows. */
        NDArray embedding();

        /**
         * Gradients of weighted sums of the embedding, with respect to the faces.
         *
         * @param weights [K N, dimension]: K sums for each face
         * @return [K N, 3, side, side]
         */
        NDArray gradient(NDArray weights);
    }
}
