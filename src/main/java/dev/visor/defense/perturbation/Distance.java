package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;

/** The distance of two unit embeddings. TIP-IM's paper and code differ here, so both are named. */
public enum Distance {
    /** ||a - b||^2, the paper's D_f. */
    SQUARED_L2,
    /** ||a - b||^2 / d, the code's loss. */
    MEAN_SQUARED,
    /** ||a - b||, the code's gain. */
    L2;

    /** Below it, an image stands on its original and on a target at once. */
    private static final double LEAST = 1e-6;

    /**
     * Along the last axis.
     *
     * @param a [..., d]
     * @param b broadcast to {@code a}
     */
    NDArray between(NDArray a, NDArray b) {
        NDArray squares = a.sub(b).square();
        int[] last = {a.getShape().dimension() - 1};
        return switch (this) {
            case SQUARED_L2 -> squares.sum(last);
            case MEAN_SQUARED -> squares.mean(last);
            case L2 -> squares.sum(last).sqrt();
        };
    }

    /**
     * Returns how the difference of two such distances changes with that of the squared ones, to first order.
     *
     * @param sum of both distances, which a difference of roots is divided by: a - b = (a^2 - b^2) / (a + b)
     * @param dimension of embeddings
     */
    double rate(double sum, int dimension) {
        return switch (this) {
            case SQUARED_L2 -> 1;
            case MEAN_SQUARED -> 1. / dimension;
            case L2 -> 1 / Math.max(sum, LEAST);
        };
    }
}
