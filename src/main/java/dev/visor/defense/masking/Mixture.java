package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.recognizer.training.TrainingBatch.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * MixUp within a batch: every row becomes a weighted mean of itself and others, and so do its labels. Zhang et al., "mixup: Beyond
 * Empirical Risk Minimization", ICLR 2018, for any number of faces.
 *
 * <p>Not the paper's shares: those of two faces are Beta(a, a) there, with a below 1, so that most rows are nearly one face. Here they are uniform on the
 * simplex, Dirichlet(1, ..., 1), drawn again until none exceeds {@value #MOST}, for two faces, too: InstaHide's bound (Huang et al., ICML
 * 2020), without which many a row would be one face with a veil. A batch smaller than k,
 * as the last of an epoch may be, is mixed whole; a batch of one face stays as it is.
 */
final class Mixture {

    /** The largest share that a face may have in a row. */
    static final double MOST = .65;

    private Mixture() {}

    /**
     * Draws who is mixed with whom.
     *
     * @param counts k of each row: faces in it, itself among them
     */
    static List<Mix> draw(int[] counts, RandomGenerator random) {
        List<Mix> mixes = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            int k = Math.min(counts[row], counts.length);
            mixes.add(k == 1 ? Mix.alone(row) : new Mix(members(row, k, counts.length, random), shares(k, random)));
        }
        return mixes;
    }

    /** The row itself and k - 1 others, all different: the start of a shuffle. */
    private static int[] members(int row, int k, int rows, RandomGenerator random) {
        int[] others = new int[rows - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = i < row ? i : i + 1;
        }
        int[] members = new int[k];
        members[0] = row;
        for (int i = 1; i < k; i++) {
            int drawn = i - 1 + random.nextInt(others.length - i + 1);
            members[i] = others[drawn];
            others[drawn] = others[i - 1];
        }
        return members;
    }

    /** Uniform among those of which none exceeds {@value #MOST}: for two faces on .35 to .65. */
    static float[] shares(int k, RandomGenerator random) {
        double[] drawn = new double[k];
        double sum;
        double most;
        do {
            sum = 0;
            most = 0;
            for (int i = 0; i < k; i++) {
                drawn[i] = -StrictMath.log(1 - random.nextDouble());
                sum += drawn[i];
                most = Math.max(most, drawn[i]);
            }
        } while (most > MOST * sum);
        float[] shares = new float[k];
        for (int i = 0; i < k; i++) {
            shares[i] = (float) (drawn[i] / sum);
        }
        return shares;
    }

    /**
     * Mixes inputs and labels.
     *
     * @param inputs [N, C, S, S]
     */
    static TrainingBatch trainingBatch(NDArray inputs, int[] people, int classes, List<Mix> mixes) {
        NDManager manager = inputs.getManager();
        int rows = people.length;
        float[] weights = new float[rows * rows];
        float[] shares = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            Mix mix = mixes.get(row);
            for (int i = 0; i < mix.members().length; i++) {
                weights[row * rows + mix.members()[i]] += mix.shares()[i];
                shares[row * classes + people[mix.members()[i]]] += mix.shares()[i];
            }
        }
        NDArray mixed = manager.create(weights, new Shape(rows, rows))
                .matMul(inputs.reshape(rows, -1))
                .reshape(inputs.getShape());
        return new TrainingBatch(mixed, manager.create(shares, new Shape(rows, classes)), mixes);
    }

    /** A batch that nothing is mixed in. */
    static TrainingBatch alone(NDArray inputs, int[] people, int classes) {
        List<Mix> mixes = new ArrayList<>();
        float[] shares = new float[people.length * classes];
        for (int row = 0; row < people.length; row++) {
            mixes.add(Mix.alone(row));
            shares[row * classes + people[row]] = 1;
        }
        return new TrainingBatch(inputs, inputs.getManager().create(shares, new Shape(people.length, classes)), mixes);
    }
}
