package dev.visor.recognizer;

import dev.visor.core.FaceImage;

/**
 * The one picture that every recognizer is asked about when it is loaded: smooth waves of a different direction in each
 * channel, so that a wrong channel order, normalization or size changes the answer.
 */
final class SyntheticFace {

    private SyntheticFace() {}

    /** Pixels 0..255, whole numbers, the same on every machine. */
    static FaceImage of(int side) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            double dx = StrictMath.cos(channel * 1.1 + .3) * (channel + 2);
            double dy = StrictMath.sin(channel * 1.1 + .3) * (channel + 2);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double phase = 2 * Math.PI * (dx * x + dy * y) / side;
                    pixels[(channel * side + y) * side + x] =
                            (float) StrictMath.rint(110 + 20 * channel + 90 * StrictMath.sin(phase));
                }
            }
        }
        return new FaceImage(side, side, pixels).quantized();
    }
}
