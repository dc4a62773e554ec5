package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import dev.visor.tensor.Scaled;

/** Pixels as recognizers take them: 0..255 onto -1..1. */
final class PixelScale {

    static final double HALF = 127.5;

    private PixelScale() {}

    static NDArray toInput(NDArray faces) {
        return Scaled.by(faces, 1 / HALF).sub(1);
    }

    static NDArray toPixels(NDArray inputs) {
        return clipped(Scaled.by(inputs.add(1), HALF));
    }

    /** Clips faces to what an image can show. */
    static NDArray clipped(NDArray faces) {
        return faces.clip(0, 255);
    }
}
