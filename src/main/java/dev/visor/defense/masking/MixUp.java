package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The recognizer learns from weighted means of k faces and is asked with single ones: {@link Mixture} in pixels.
 */
public final class MixUp implements MaskingDefense {

    private final int k;

    /** @param k how many faces are in a row, 2..6 */
    public record Params(int k) {

        public Params {
            if (k < 2 || k > 6) {
                throw new IllegalArgumentException("k must lie in 2..6, got " + k);
            }
        }
    }

    public MixUp(Params params) {
        this.k = params.k();
    }

    @Override
    public int mixed() {
        return k;
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new Masking() {

            @Override
            public int channels() {
                return 3;
            }

            @Override
            public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
                int[] counts = new int[people.length];
                Arrays.fill(counts, k);
                return Mixture.trainingBatch(PixelScale.toInput(faces), people, classes, Mixture.draw(counts, random));
            }

            @Override
            public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
                return PixelScale.toInput(faces);
            }

            @Override
            public NDArray visualize(NDArray inputs) {
                return PixelScale.toPixels(inputs);
            }
        };
    }
}
