package dev.visor.recognizer;

import dev.visor.core.image.FaceImage;

/**
 * The pictures that every recognizer is asked about when it is loaded: smooth waves of a different direction in each
 * channel, so that a wrong channel order, normalization or size changes the answer.
 */
final class SyntheticFace {

    private SyntheticFace() {}

    /** The one whose embedding cards state. Pixels 0..255, whole numbers, the same on every machine. */
    static FaceImage of(int side) {
        return of(side, .3, 110, 90);
    }

    /** Another one, as dark as a face in the night. */
    static FaceImage dark(int side) {
        return of(side, 1.2, 20, 35);
    }

    /** Another one, as bright as an overexposed face. */
    static FaceImage bright(int side) {
        return of(side, 2.1, 175, 35);
    }

    private static FaceImage of(int side, double turn, int level, int height) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            double dx = StrictMath.cos(channel * 1.1 + turn) * (channel + 2);
            double dy = StrictMath.sin(channel * 1.1 + turn) * (channel + 2);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double phase = 2 * Math.PI * (dx * x + dy * y) / side;
                    pixels[(channel * side + y) * side + x] =
                            (float) StrictMath.rint(level + 20 * channel + height * StrictMath.sin(phase));
                }
            }
        }
        return new FaceImage(side, side, pixels).quantized();
    }
}
