package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Pixels rearranged so that a square of them becomes channels of one coarse pixel, and back; differentiable. */
public final class PixelPlanes {

    private PixelPlanes() {}

    /** Takes apart: from [N, C, H, W] to [N, C b b, H/b, W/b]. */
    public static NDArray apart(NDArray images, int block) {
        Shape shape = images.getShape();
        long h = shape.get(2) / block;
        long w = shape.get(3) / block;
        return images.reshape(shape.get(0), shape.get(1), h, block, w, block)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(shape.get(0), shape.get(1) * block * block, h, w);
    }

    /** Puts together: from [N, C b b, h, w] to [N, C, b h, b w]. */
    public static NDArray together(NDArray planes, int block) {
        Shape shape = planes.getShape();
        long channels = shape.get(1) / block / block;
        return planes.reshape(shape.get(0), channels, block, block, shape.get(2), shape.get(3))
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(shape.get(0), channels, shape.get(2) * block, shape.get(3) * block);
    }

    /** Averages squares of pixels: from [N, C, H, W] to [N, C, H/b, W/b]. */
    public static NDArray averaged(NDArray images, int block) {
        Shape shape = images.getShape();
        return images.reshape(shape.get(0), shape.get(1), shape.get(2) / block, block, shape.get(3) / block, block)
                .mean(new int[] {5})
                .mean(new int[] {3});
    }

    /** Repeats every pixel: from [N, C, H, W] to [N, C, b H, b W]. */
    public static NDArray repeated(NDArray images, int block) {
        Shape s = images.getShape();
        return images.reshape(s.get(0), s.get(1), s.get(2), 1, s.get(3), 1)
                .broadcast(s.get(0), s.get(1), s.get(2), block, s.get(3), block)
                .reshape(s.get(0), s.get(1), s.get(2) * block, s.get(3) * block);
    }
}
