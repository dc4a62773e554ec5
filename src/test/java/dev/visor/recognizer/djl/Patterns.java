package dev.visor.recognizer.djl;

import dev.visor.core.image.FaceImage;

/** Images that any program can make again, to compare what it computes from them. */
final class Patterns {

    private interface Pixel {
        double at(int channel, int y, int x);
    }

    private Patterns() {}

    /** Harsh: neighboring pixels have little in common. */
    static FaceImage stripes(int side) {
        return image(side, (channel, y, x) -> (37 * x + 101 * y + 53 * channel + x * y) % 256);
    }

    /** Smooth. */
    static FaceImage waves(int side) {
        return image(
                side,
                (channel, y, x) ->
                        Math.rint(127.5 + 60 * Math.sin(x / 17. + channel) + 60 * Math.cos(y / 23. - channel)));
    }

    private static FaceImage image(int side, Pixel pixel) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) pixel.at(i / (side * side), i / side % side, i % side);
        }
        return new FaceImage(side, side, pixels);
    }
}
