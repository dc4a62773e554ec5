package dev.visor.attack.inversion.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Bilinear enlargement of square images, differentiable; pixels are areas, as in PyTorch without {@code align_corners}. */
public final class Enlargement {

    private Enlargement() {}

    /**
     * @param images [N, C, S, S]
     * @param side at least S
     * @return [N, C, side, side]
     */
    public static NDArray to(int side, NDArray images) {
        int from = (int) images.getShape().get(2);
        if (from == side) {
            return images;
        }
        if (from > side) {
            throw new IllegalArgumentException("faces of %d pixels cannot be enlarged to %d".formatted(from, side));
        }
        NDArray axis = axis(from, side, images.getManager());
        return axis.matMul(images).matMul(axis.transpose());
    }

    /** Row by row, of which pixels a pixel is made: [side, from]. */
    private static NDArray axis(int from, int side, NDManager manager) {
        float[] weights = new float[side * from];
        for (int i = 0; i < side; i++) {
            double at = Math.max(0, Math.min(from - 1, (i + .5) * from / side - .5));
            int low = Math.min(from - 1, (int) at);
            int high = Math.min(from - 1, low + 1);
            weights[i * from + low] += (float) (1 - (at - low));
            weights[i * from + high] += (float) (at - low);
        }
        return manager.create(weights, new Shape(side, from));
    }
}
