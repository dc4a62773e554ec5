package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.TargetModel;
import dev.visor.attack.inversion.algebra.Cholesky;
import dev.visor.attack.inversion.algebra.Rows;
import dev.visor.attack.inversion.decoder.Cgan.Condition;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The answers of a target as the condition of a decoder: each value less its mean over the auxiliary photos, in units of its standard deviation there.
 *
 * <p>A person's own condition is guessed from the auxiliary photos alone. A recognizer's last layer is linear: a score is, but for what all
 * scores have in common, the product of the embedding with the person's prototype, towards which training draws that person's embeddings. So
 * least squares from embeddings to scores give the prototype, and the guess is the unit embedding along it. Where the condition is the
 * scores themselves, the same holds with each person's score as its own product: the guess is where that score alone is high.
 */
public final class ConditionSpace {

    /** A value that hardly varies tells nothing, and shall not be blown up. */
    private static final double SMALL = 1e-4;

    /** Share of the mean square that holds least squares where answers do not vary. */
    private static final double RIDGE = 1e-4;

    private final Condition kind;
    private final float[] mean;
    private final float[] deviation;

    /** The auxiliary photos' conditions: [photos, values]. */
    private final float[][] conditions;

    /** The condition that each person's face is guessed to have: [people, values]. */
    private final float[][] prototypes;

    private ConditionSpace(Condition kind, float[][] answers, float[][] scores) {
        this.kind = kind;
        this.mean = mean(answers);
        this.deviation = deviation(answers, mean);
        this.conditions = standardized(answers, mean, deviation);
        this.prototypes = prototypes(answers, scores);
    }

    /** Computes prototypes by least squares from answers to scores; as long as the mean answer is. */
    private float[][] prototypes(float[][] answers, float[][] scores) {
        double[][] away = new double[answers.length][];
        double length = 0;
        for (int photo = 0; photo < answers.length; photo++) {
            away[photo] = less(answers[photo], mean);
            length += norm(answers[photo]) / answers.length;
        }
        Cholesky squares = new Cholesky(products(away), RIDGE);
        float[] scoreMean = mean(scores);
        float[][] guesses = new float[scoreMean.length][mean.length];
        for (int person = 0; person < guesses.length; person++) {
            double[] right = new double[mean.length];
            for (int photo = 0; photo < answers.length; photo++) {
                double score = scores[photo][person] - scoreMean[person];
                for (int i = 0; i < right.length; i++) {
                    right[i] += score * away[photo][i];
                }
            }
            double[] prototype = squares.solve(right);
            double scale = length / Math.max(SMALL, norm(prototype));
            for (int i = 0; i < prototype.length; i++) {
                guesses[person][i] = (float) ((scale * prototype[i] - mean[i]) / deviation[i]);
            }
        }
        return guesses;
    }

    private static double[] less(float[] row, float[] mean) {
        double[] away = new double[row.length];
        for (int i = 0; i < away.length; i++) {
            away[i] = row[i] - mean[i];
        }
        return away;
    }

    /** Returns the product of each value with each, summed over rows. */
    private static double[][] products(double[][] rows) {
        int n = rows[0].length;
        double[][] sums = new double[n][n];
        for (double[] row : rows) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sums[i][j] += row[i] * row[j];
                }
            }
        }
        return sums;
    }

    private static double norm(float[] row) {
        return norm(less(row, new float[row.length]));
    }

    private static double norm(double[] row) {
        double squares = 0;
        for (double value : row) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Asks the target about each photo: once, if the condition is the scores, else twice. */
    static ConditionSpace of(
            TargetModel target, Condition kind, List<FaceImage> photos, RandomGenerator random, NDManager memory) {
        float[][] scores = answers(target, Condition.SCORES, photos, random, memory);
        return new ConditionSpace(
                kind, kind == Condition.SCORES ? scores : answers(target, kind, photos, random, memory), scores);
    }

    private static float[][] answers(
            TargetModel target, Condition kind, List<FaceImage> photos, RandomGenerator random, NDManager memory) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < photos.size(); from += LeakedDataSupport.AT_ONCE) {
            List<FaceImage> some = photos.subList(from, Math.min(photos.size(), from + LeakedDataSupport.AT_ONCE));
            try (NDManager scope = memory.newSubManager()) {
                NDArray answers = LeakedDataSupport.fixed(() -> asked(target, kind, Faces.stack(scope, some), random));
                answers.attach(scope);
                rows.addAll(List.of(Rows.of(answers)));
            }
        }
        return rows.toArray(float[][]::new);
    }

    private static NDArray asked(TargetModel target, Condition kind, NDArray faces, RandomGenerator random) {
        if (kind == Condition.EMBEDDING) {
            return target.embed(faces, random);
        }
        NDArray scores = target.scores(faces, random);
        return scores.sub(scores.mean(new int[] {1}, true));
    }

    /** The auxiliary photos' conditions: [photos, values]. */
    float[][] conditions() {
        return conditions;
    }

    /**
     * The condition that the target's answer is, differentiable in the faces where the target is.
     *
     * @param faces [N, 3, side, side], 0..255
     * @return [N, values]
     */
    public NDArray condition(TargetModel target, NDArray faces, RandomGenerator random) {
        NDManager manager = faces.getManager();
        float[] inverse = new float[deviation.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / deviation[i];
        }
        return asked(target, kind, faces, random)
                .sub(manager.create(mean, new Shape(1, mean.length)))
                .mul(manager.create(inverse, new Shape(1, inverse.length)));
    }

    /**
     * A guess at the person's condition.
     *
     * @param level how far along it lies: 1 is as far from nothing as answers to auxiliary photos
     * @param scatter standard deviation of what is drawn beside it, in those of the auxiliary photos
     */
    float[] guess(int person, double level, double scatter, RandomGenerator random) {
        float[] guess = new float[mean.length];
        for (int i = 0; i < guess.length; i++) {
            guess[i] = (float) (level * prototypes[person][i] + scatter * random.nextGaussian());
        }
        return guess;
    }

    private static float[] mean(float[][] rows) {
        double[] sums = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / rows.length);
        }
        return mean;
    }

    private static float[] deviation(float[][] rows, float[] mean) {
        double[] squares = new double[mean.length];
        for (float[] row : rows) {
            for (int i = 0; i < squares.length; i++) {
                squares[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
            }
        }
        float[] deviation = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            deviation[i] = (float) Math.max(SMALL, Math.sqrt(squares[i] / rows.length));
        }
        return deviation;
    }

    private static float[][] standardized(float[][] rows, float[] mean, float[] deviation) {
        float[][] standard = new float[rows.length][mean.length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                standard[row][i] = (rows[row][i] - mean[i]) / deviation[i];
            }
        }
        return standard;
    }
}
