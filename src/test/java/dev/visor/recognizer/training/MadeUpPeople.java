package dev.visor.recognizer.training;

import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Photos of people who are smooth random pictures; each photo adds weaker ones of its own. */
final class MadeUpPeople {

    private MadeUpPeople() {}

    /** @param people who is on each photo */
    static List<FaceImage> faces(int[] people, int side) {
        List<FaceImage> faces = new ArrayList<>();
        for (int photo = 0; photo < people.length; photo++) {
            float[] own = waves(1000 + people[photo], side);
            float[] other = waves(photo, side);
            for (int i = 0; i < own.length; i++) {
                own[i] = 127 + 60 * own[i] + 25 * other[i];
            }
            faces.add(new FaceImage(side, side, own).quantized());
        }
        return faces;
    }

    private static float[] waves(long seed, int side) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int wave = 0; wave < 4; wave++) {
            double dx = random.nextDouble(-3, 3);
            double dy = random.nextDouble(-3, 3);
            double phase = random.nextDouble(6);
            for (int i = 0; i < pixels.length; i++) {
                int x = i % side;
                int y = i / side % side;
                pixels[i] += (float) StrictMath.sin(2 * Math.PI * (dx * x + dy * y) / side + phase) / 2;
            }
        }
        return pixels;
    }
}
