package dev.visor.attack.adaptive;

import dev.visor.core.image.FaceImage;
import java.util.random.RandomGenerator;

/**
 * Noise of every kind that a mask might look like to somebody who has never seen the defense: uniform, Gaussian, of two values as
 * signed steps leave it, each of single pixels or smooth over up to eight, at a random strength.
 */
final class GenericNoise {

    /** Largest strength, in pixel values: maximum of uniform noise, two standard deviations of Gaussian. */
    private static final double STRONGEST = 16;

    /** Distances between independent values, in pixels. */
    private static final int[] GRAINS = {1, 1, 2, 4, 8};

    private GenericNoise() {}

    /** The face with noise on it, rounded to 8 bit. */
    static FaceImage on(FaceImage face, RandomGenerator random) {
        double strength = random.nextDouble(0, STRONGEST);
        int kind = random.nextInt(3);
        int grain = GRAINS[random.nextInt(GRAINS.length)];
        float[] pixels = face.pixels().clone();
        int area = face.width() * face.height();
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            float[] noise = smooth(face.width(), face.height(), grain, kind, random);
            for (int i = 0; i < area; i++) {
                pixels[channel * area + i] += (float) (strength * noise[i]);
            }
        }
        return new FaceImage(face.width(), face.height(), pixels).quantized();
    }

    /** Independent values every few pixels, bilinear between them. */
    private static float[] smooth(int width, int height, int grain, int kind, RandomGenerator random) {
        int columns = (width - 1) / grain + 2;
        int rows = (height - 1) / grain + 2;
        float[] knots = new float[columns * rows];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = (float) value(kind, random);
        }
        float[] noise = new float[width * height];
        for (int y = 0; y < height; y++) {
            int row = y / grain;
            float below = (y % grain) / (float) grain;
            for (int x = 0; x < width; x++) {
                int at = row * columns + x / grain;
                float right = (x % grain) / (float) grain;
                float upper = knots[at] + (knots[at + 1] - knots[at]) * right;
                float lower = knots[at + columns] + (knots[at + columns + 1] - knots[at + columns]) * right;
                noise[y * width + x] = upper + (lower - upper) * below;
            }
        }
        return noise;
    }

    private static double value(int kind, RandomGenerator random) {
        return switch (kind) {
            case 0 -> random.nextDouble(-1, 1);
            case 1 -> random.nextGaussian() / 2;
            default -> random.nextBoolean() ? 1 : -1;
        };
    }
}
