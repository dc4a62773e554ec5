package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Squares of 2 x 2 pixels as channels, and back: FFDNet (Zhang et al., TIP 2018). A layer then sees twice as far, and costs a quarter. */
final class RearrangedPixels {

    /** Side of a square. */
    static final int BLOCK = 2;

    /** Channels of a colored square. */
    static final int PLANES = 3 * BLOCK * BLOCK;

    private RearrangedPixels() {}

    /** Takes pixels apart: from [N, 3, H, W], of even height and width, to [N, 12, H/2, W/2]. */
    static NDArray apart(NDArray faces) {
        Shape shape = faces.getShape();
        long h = shape.get(2) / BLOCK;
        long w = shape.get(3) / BLOCK;
        return faces.reshape(shape.get(0), 3, h, BLOCK, w, BLOCK)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(shape.get(0), PLANES, h, w);
    }

    /** Puts pixels together again: from [N, 12, H/2, W/2] to the given [N, 3, H, W]. */
    static NDArray together(NDArray planes, Shape shape) {
        long h = shape.get(2) / BLOCK;
        long w = shape.get(3) / BLOCK;
        return planes.reshape(shape.get(0), 3, BLOCK, BLOCK, h, w)
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(shape);
    }
}
