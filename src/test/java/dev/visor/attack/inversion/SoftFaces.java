package dev.visor.attack.inversion;

import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Faces of a few soft waves, the same for all; how much of each is in a face tells people apart. */
public final class SoftFaces {

    private static final int WAVES = 12;

    private SoftFaces() {}

    /** The photos of one person after those of another. */
    public static List<FaceImage> of(int people, int each, int side, long seed) {
        double[][] waves = new double[WAVES][];
        SplittableRandom shapes = new SplittableRandom(7);
        for (int i = 0; i < WAVES; i++) {
            waves[i] = wave(side, shapes);
        }
        List<FaceImage> faces = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            for (int photo = 0; photo < each; photo++) {
                SplittableRandom own = new SplittableRandom(seed * 1000 + person);
                SplittableRandom now = new SplittableRandom(seed * 100_000 + 100 * person + photo);
                float[] pixels = new float[3 * side * side];
                Arrays.fill(pixels, 140);
                for (int i = 0; i < WAVES; i++) {
                    double strength = (i == 0 ? 40 : 0) + 14 * own.nextGaussian() + 4 * now.nextGaussian();
                    for (int k = 0; k < pixels.length; k++) {
                        pixels[k] += (float) (strength * waves[i][k]);
                    }
                }
                faces.add(new FaceImage(side, side, pixels).quantized());
            }
        }
        return faces;
    }

    private static double[] wave(int side, RandomGenerator random) {
        double[] values = new double[3 * side * side];
        double fx = random.nextDouble(-8, 8) / side;
        double fy = random.nextDouble(-8, 8) / side;
        for (int channel = 0; channel < 3; channel++) {
            double phase = random.nextDouble(6);
            for (int i = 0; i < side * side; i++) {
                values[channel * side * side + i] = StrictMath.sin(phase + fx * (i % side) + fy * (i / side));
            }
        }
        return values;
    }

    /** Mean squared error in pixel values. */
    public static double error(FaceImage one, FaceImage other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            double away = one.pixels()[i] - other.pixels()[i];
            sum += away * away;
        }
        return sum / one.pixels().length;
    }
}
