package dev.visor.attack.inversion;

import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Prior;
import dev.visor.attack.TargetModel;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A world of gray faces that are sums of cosine waves, and of people each of whom has more of one wave. */
public final class Waves {

    public static final int SIDE = 16;
    public static final int PLANE = SIDE * SIDE;

    private Waves() {}

    /** The {@code k}th of orthogonal waves, as a unit vector of one color plane. */
    public static float[] wave(int k) {
        float[] wave = new float[PLANE];
        int fx = 1 + k % 4;
        int fy = k / 4;
        double squares = 0;
        for (int i = 0; i < PLANE; i++) {
            wave[i] = (float) (StrictMath.cos(Math.PI * fx * (i % SIDE + .5) / SIDE)
                    * StrictMath.cos(Math.PI * fy * (i / SIDE + .5) / SIDE));
            squares += wave[i] * wave[i];
        }
        for (int i = 0; i < PLANE; i++) {
            wave[i] /= (float) Math.sqrt(squares);
        }
        return wave;
    }

    /** Public faces: middle gray, and of the first {@code waves} waves normal amounts, the more the lower their number. */
    public static List<FaceImage> faces(int count, int waves, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] plane = new double[PLANE];
            for (int k = 0; k < waves; k++) {
                double amount = deviation(k, waves) * random.nextGaussian();
                float[] wave = wave(k);
                for (int p = 0; p < PLANE; p++) {
                    plane[p] += amount * wave[p];
                }
            }
            float[] pixels = new float[3 * PLANE];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (float) (127.5 * (1 + plane[p % PLANE]));
            }
            faces.add(new FaceImage(SIDE, SIDE, pixels));
        }
        return faces;
    }

    /** Of a wave's amount, in -1..1. */
    static double deviation(int k, int waves) {
        return 3. * (waves - k) / waves;
    }

    /** Person k is who has much of wave k. */
    public static float[][] templates(int people, double sharpness) {
        return IntStream.range(0, people)
                .mapToObj(k -> {
                    float[] wave = wave(k);
                    float[] template = new float[3 * PLANE];
                    for (int p = 0; p < template.length; p++) {
                        template[p] = (float) (sharpness * wave[p % PLANE] / 3);
                    }
                    return template;
                })
                .toArray(float[][]::new);
    }

    /** How much of a wave is in a face: the cosine of the angle between them, the mean gray taken off. */
    public static double likeness(FaceImage face, int k) {
        float[] wave = wave(k);
        double mean = 0;
        for (int p = 0; p < PLANE; p++) {
            mean += face.pixels()[p] / PLANE;
        }
        double product = 0;
        double squares = 0;
        for (int p = 0; p < PLANE; p++) {
            product += (face.pixels()[p] - mean) * wave[p];
            squares += (face.pixels()[p] - mean) * (face.pixels()[p] - mean);
        }
        return product / Math.sqrt(squares);
    }

    /** Everybody whom the target knows is wanted. */
    public static InversionTask task(
            TargetModel target,
            int tries,
            List<FaceImage> photos,
            Optional<byte[]> prior,
            double budget,
            Compute compute) {
        return new InversionTask(
                target,
                Optional.empty(),
                IntStream.range(0, target.people())
                        .mapToObj(person -> new Wanted(person, OptionalInt.empty()))
                        .toList(),
                tries,
                photos,
                Optional.empty(),
                prior,
                budget,
                compute,
                new Seed(11),
                line -> {});
    }

    /** Trains on one thread, as the harness does. */
    public static byte[] learn(Prior prior, List<FaceImage> photos, Compute compute, Seed seed) {
        Callable<byte[]> training =
                () -> prior.learn(new Prior.Study(photos, Optional.empty(), 1, compute, seed, line -> {}));
        return compute.sideBySide(2, List.of(training)).get(0);
    }
}
