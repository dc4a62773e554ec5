package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import dev.visor.core.Budget;

/**
 * All images within a budget of their originals and within 0..255.
 *
 * @param lower [N, 3, H, W]
 * @param upper [N, 3, H, W]
 */
public record PixelBall(NDArray lower, NDArray upper) {

    public static PixelBall around(NDArray originals, Budget budget) {
        double epsilon = budget.inPixels();
        return new PixelBall(
                originals.sub(epsilon).maximum(0), originals.add(epsilon).minimum(255));
    }

    /** The nearest images within. */
    public NDArray project(NDArray images) {
        return images.maximum(lower).minimum(upper);
    }
}
