package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.Target;
import dev.visor.attack.inversion.Cgan.Condition;
import dev.visor.core.FaceImage;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a target answers, as a face's condition: each value less its mean over the public photos, in units of its standard deviation there.
 *
 * <p>A person's own condition is guessed from the public photos alone. Where the answers follow a normal distribution, those to faces whose
 * score of the person lies u standard deviations above the mean have the mean u c, c being each value's correlation with that score; they
 * scatter about it as far as is left over, sqrt(1 - c c). Nobody but the person has a u of 3 or more, so this leads out of what was seen.
 */
final class AnswerSpace {

    /** A value that hardly varies tells nothing, and shall not be blown up. */
    private static final double SMALL = 1e-4;

    private final Condition kind;
    private final float[] mean;
    private final float[] deviation;

    /** The public photos' conditions: [photos, values]. */
    private final float[][] conditions;

    /** Of each value with each person's score: [people, values]. */
    private final float[][] correlations;

    private AnswerSpace(Condition kind, float[][] answers, float[][] scores) {
        this.kind = kind;
        this.mean = mean(answers);
        this.deviation = deviation(answers, mean);
        this.conditions = standardized(answers, mean, deviation);
        float[] scoreMean = mean(scores);
        float[][] standardScores = standardized(scores, scoreMean, deviation(scores, scoreMean));
        this.correlations = new float[scoreMean.length][mean.length];
        for (int photo = 0; photo < answers.length; photo++) {
            for (int person = 0; person < scoreMean.length; person++) {
                for (int value = 0; value < mean.length; value++) {
                    correlations[person][value] +=
                            standardScores[photo][person] * conditions[photo][value] / answers.length;
                }
            }
        }
    }

    /** Asks the target about each photo: once, if the condition is the scores, else twice. */
    static AnswerSpace of(
            Target target, Condition kind, List<FaceImage> photos, RandomGenerator random, NDManager memory) {
        float[][] scores = answers(target, Condition.SCORES, photos, random, memory);
        return new AnswerSpace(
                kind, kind == Condition.SCORES ? scores : answers(target, kind, photos, random, memory), scores);
    }

    private static float[][] answers(
            Target target, Condition kind, List<FaceImage> photos, RandomGenerator random, NDManager memory) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < photos.size(); from += Leaked.AT_ONCE) {
            List<FaceImage> some = photos.subList(from, Math.min(photos.size(), from + Leaked.AT_ONCE));
            try (NDManager scope = memory.newSubManager()) {
                NDArray answers = Leaked.fixed(() -> asked(target, kind, Faces.stack(scope, some), random));
                answers.attach(scope);
                rows.addAll(List.of(Rows.of(answers)));
            }
        }
        return rows.toArray(float[][]::new);
    }

    private static NDArray asked(Target target, Condition kind, NDArray faces, RandomGenerator random) {
        if (kind == Condition.EMBEDDING) {
            return target.embed(faces, random);
        }
        NDArray scores = target.scores(faces, random);
        return scores.sub(scores.mean(new int[] {1}, true));
    }

    int values() {
        return mean.length;
    }

    /** The public photos' conditions: [photos, values]. */
    float[][] conditions() {
        return conditions;
    }

    /**
     * The condition that the target's answer is, differentiable in the faces where the target is.
     *
     * @param faces [N, 3, side, side], 0..255
     * @return [N, values]
     */
    NDArray condition(Target target, NDArray faces, RandomGenerator random) {
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
     * @param level how far the person's score lies above its mean, in standard deviations
     * @param scatter how much of what the level leaves open is drawn, 0..1
     */
    float[] guess(int person, double level, double scatter, RandomGenerator random) {
        float[] guess = new float[mean.length];
        for (int i = 0; i < guess.length; i++) {
            double c = correlations[person][i];
            guess[i] = (float) (level * c + scatter * Math.sqrt(Math.max(0, 1 - c * c)) * random.nextGaussian());
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
