package dev.visor.attack.adaptive;

import dev.visor.attack.TrainingPair;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Faces that a denoiser can tell from noise: a few soft waves, of another kind for each person. */
final class SmoothFaces {

    private SmoothFaces() {}

    /** Clean pairs, two of each person. */
    static List<TrainingPair> of(int people, int side) {
        List<TrainingPair> faces = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            for (int photo = 0; photo < 2; photo++) {
                faces.add(TrainingPair.clean(
                        new SubjectId("p" + person), face(side, new SplittableRandom(100L * person + photo))));
            }
        }
        return faces;
    }

    /** The same pairs with a fixed pattern on the protected side: a checkerboard of the given strength, in pixel values. */
    static List<TrainingPair> checkered(List<TrainingPair> pairs, int strength) {
        return pairs.stream()
                .map(pair -> {
                    FaceImage original = pair.original();
                    float[] pixels = original.pixels().clone();
                    for (int i = 0; i < pixels.length; i++) {
                        int x = i % original.width();
                        int y = i / original.width();
                        pixels[i] += (x + y) % 2 == 0 ? strength : -strength;
                    }
                    return new TrainingPair(
                            pair.subject(),
                            original,
                            new FaceImage(original.width(), original.height(), pixels).quantized());
                })
                .toList();
    }

    private static FaceImage face(int side, RandomGenerator random) {
        float[] pixels = new float[3 * side * side];
        for (int channel = 0; channel < 3; channel++) {
            double fx = random.nextDouble(-.3, .3);
            double fy = random.nextDouble(-.3, .3);
            double phase = random.nextDouble(6);
            for (int i = 0; i < side * side; i++) {
                pixels[channel * side * side + i] =
                        (float) (128 + 80 * StrictMath.sin(phase + fx * (i % side) + fy * (i / side)));
            }
        }
        return new FaceImage(side, side, pixels).quantized();
    }
}
