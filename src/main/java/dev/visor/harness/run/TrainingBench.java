package dev.visor.harness.run;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.Pixels;
import dev.visor.recognizer.training.RecognizerTraining;
import dev.visor.recognizer.training.TrainingConfig;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures training steps of a recognizer as {@code inversion-lfw} trains them: MobileFaceNet on faces of 64 x 64 pixels, 120 people, ArcFace
 * loss, no masking. One training runs at a time, on all threads.
 */
final class TrainingBench {

    /** Pixels of a face's side. */
    static final int SIDE = 64;

    private static final int PEOPLE = 120;
    private static final int MOST_STEPS = 1000;

    private TrainingBench() {}

    /**
     * Returns faces that are learned from a second, forward, backward and the optimizer's step together: the median of three passes, after
     * one that warms up and says how many steps a pass takes to last long enough.
     *
     * @param faces of {@link #SIDE}; each is in a step as often as it takes to fill it
     * @param batch faces a step
     */
    static double perSecond(List<FaceImage> faces, int batch, Compute compute, double leastSeconds) {
        double aStep = seconds(faces, batch, 2, compute) / 2;
        int steps = (int) Math.max(2, Math.min(MOST_STEPS, leastSeconds / aStep));
        double median = IntStream.range(0, 3)
                .mapToDouble(pass -> seconds(faces, batch, steps, compute))
                .sorted()
                .toArray()[1];
        return steps * batch / median;
    }

    /** Seconds of an epoch of so many steps, from the end of that in which the untrained network is looked at. */
    private static double seconds(List<FaceImage> faces, int batch, int steps, Compute compute) {
        int[] examples =
                IntStream.range(0, batch * steps).map(i -> i % faces.size()).toArray();
        int[] people = IntStream.range(0, faces.size()).map(i -> i % PEOPLE).toArray();
        List<Long> ends = new ArrayList<>();
        TrainingConfig config =
                new TrainingConfig("mobilefacenet", SIDE, 128, "arcface", 1, batch, .02, .9, .001, true, 1);
        try (Pixels pixels = new Pixels()) {
            RecognizerTraining.train(
                    config,
                    faces,
                    people,
                    PEOPLE,
                    new Split(examples, new int[0]),
                    pixels,
                    Optional.empty(),
                    compute,
                    new Seed(1),
                    epoch -> {
                        compute.synchronize();
                        ends.add(System.nanoTime());
                    });
        }
        return (ends.get(1) - ends.get(0)) / 1e9;
    }
}
