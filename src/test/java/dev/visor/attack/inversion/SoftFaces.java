package dev.visor.attack.inversion;

import dev.visor.core.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Faces of a few soft waves: one that all have in common, some for each person, and a weaker one for each photo. */
final class SoftFaces {

    private SoftFaces() {}

    /** The photos of one person after those of another. */
    static List<FaceImage> of(int people, int each, int side, long seed) {
        List<FaceImage> faces = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            for (int photo = 0; photo < each; photo++) {
                double[] values = new double[3 * side * side];
                wave(values, side, 40, new SplittableRandom(7));
                SplittableRandom own = new SplittableRandom(seed * 1000 + person);
                for (int i = 0; i < 4; i++) {
                    wave(values, side, 22, own);
                }
                wave(values, side, 10, new SplittableRandom(seed * 100_000 + 100 * person + photo));
                float[] pixels = new float[values.length];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (float) (140 + values[i]);
                }
                faces.add(new FaceImage(side, side, pixels).quantized());
            }
        }
        return faces;
    }

    private static void wave(double[] values, int side, double strength, RandomGenerator random) {
        double fx = random.nextDouble(-8, 8) / side;
        double fy = random.nextDouble(-8, 8) / side;
        for (int channel = 0; channel < 3; channel++) {
            double phase = random.nextDouble(6);
            for (int i = 0; i < side * side; i++) {
                values[channel * side * side + i] +=
                        strength * StrictMath.sin(phase + fx * (i % side) + fy * (i / side));
            }
        }
    }

    /** Mean squared error in pixel values. */
    static double error(FaceImage one, FaceImage other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            double away = one.pixels()[i] - other.pixels()[i];
            sum += away * away;
        }
        return sum / one.pixels().length;
    }
}
