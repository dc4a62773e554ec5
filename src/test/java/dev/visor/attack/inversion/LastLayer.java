package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.TargetModel;
import dev.visor.attack.inversion.decoder.ConditionSpace;
import dev.visor.core.AttackerAccess;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random projections of pixels are its embeddings, and its scores are products with known prototypes. */
public final class LastLayer implements TargetModel {

    private static final int SIDE = 16;
    private static final int DIMENSION = 8;
    private static final int PEOPLE = 6;
    private static final float SCALE = 16;

    private final float[][] projection = random(DIMENSION, 3 * SIDE * SIDE, 1);
    private final float[][] prototypes = random(PEOPLE, DIMENSION, 2);

    private static float[][] random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] all = new float[rows][columns];
        for (float[] row : all) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return all;
    }

    public double[] prototypeLessMean(int person) {
        double[] prototype = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            for (float[] one : prototypes) {
                prototype[i] -= one[i] / PEOPLE;
            }
            prototype[i] += prototypes[person][i];
        }
        return prototype;
    }

    /** The embedding whose condition that is: of a gray face less the difference of the conditions, as conditions are linear in it. */
    public float[] embedding(ConditionSpace space, float[] condition, NDManager scope) {
        NDArray gray = scope.zeros(new Shape(1, 3, SIDE, SIDE));
        NDArray white = scope.full(new Shape(1, 3, SIDE, SIDE), 255);
        float[] zero = embed(gray, new SplittableRandom(1)).toFloatArray();
        float[] one = embed(white, new SplittableRandom(1)).toFloatArray();
        float[] zeroCondition =
                space.condition(this, gray, new SplittableRandom(1)).toFloatArray();
        float[] oneCondition =
                space.condition(this, white, new SplittableRandom(1)).toFloatArray();
        float[] embedding = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            double slope = (one[i] - zero[i]) / (oneCondition[i] - zeroCondition[i]);
            embedding[i] = (float) (zero[i] + slope * (condition[i] - zeroCondition[i]));
        }
        return embedding;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.SCORES;
    }

    @Override
    public int people() {
        return PEOPLE;
    }

    @Override
    public int side() {
        return SIDE;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public boolean isRandomized() {
        return false;
    }

    @Override
    public NDArray embed(NDArray faces, RandomGenerator random) {
        NDManager manager = faces.getManager();
        NDArray raw = faces.div(127.5f).sub(1).reshape(faces.getShape().get(0), -1);
        NDArray projected = raw.matMul(manager.create(projection).transpose());
        return projected.div(projected.norm(new int[] {1}, true));
    }

    @Override
    public NDArray scores(NDArray faces, RandomGenerator random) {
        NDArray embeddings = embed(faces, random);
        return embeddings
                .matMul(faces.getManager().create(prototypes).transpose())
                .mul(SCALE)
                .logSoftmax(1);
    }

    @Override
    public int[] labels(NDArray faces, RandomGenerator random) {
        throw new IllegalStateException("nothing here asks for names");
    }

    @Override
    public NDArray gradient(NDArray loss, NDArray leaf) {
        throw new IllegalStateException("out of reach");
    }
}
