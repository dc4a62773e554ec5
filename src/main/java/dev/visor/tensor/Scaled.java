package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Multiplication by a number inside a graph.
 *
 * <p>DJL's own, like its power, maximum and minimum of a tensor and a number, lets the graph keep a number whose memory Java may already
 * have taken back when the backward pass comes: the gradient is then silently wrong, often zero. Here the number lives as long as the
 * tensor's manager.
 */
public final class Scaled {

    private Scaled() {}

    /** Every value times the factor; differentiable. */
    public static NDArray by(NDArray x, double factor) {
        NDArray number = x.getManager().create(new double[] {factor}, new Shape());
        return x.mul(number.toType(x.getDataType(), false));
    }
}
