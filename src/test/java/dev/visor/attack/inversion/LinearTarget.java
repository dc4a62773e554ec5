package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.TargetModel;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.core.AttackerAccess;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.random.RandomGenerator;

/** A softmax of inner products of pixels, -1..1, with one template a person; it counts, and refuses what is out of reach. */
public final class LinearTarget implements TargetModel {

    private final AttackerAccess reach;
    private final int side;
    private final float[][] templates;
    private final double noise;
    private final boolean draws;
    private int scored;
    private int labelled;

    /** @param templates 3 x side x side values each */
    public LinearTarget(AttackerAccess reach, int side, float[][] templates) {
        this(reach, side, templates, 0, false);
    }

    /**
     * @param noise standard deviation of what is drawn at every query and added to each product
     * @param draws whether it says so
     */
    public LinearTarget(AttackerAccess reach, int side, float[][] templates, double noise, boolean draws) {
        this.reach = reach;
        this.side = side;
        this.templates = templates;
        this.noise = noise;
        this.draws = draws;
    }

    @Override
    public AttackerAccess access() {
        return reach;
    }

    @Override
    public int people() {
        return templates.length;
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public int dimension() {
        return templates.length;
    }

    /** Faces whose scores were asked for. */
    public int scored() {
        return scored;
    }

    /** Faces whose labels were asked for. */
    public int labelled() {
        return labelled;
    }

    @Override
    public boolean isRandomized() {
        return draws;
    }

    @Override
    public NDArray scores(NDArray faces, RandomGenerator random) {
        if (reach != AttackerAccess.WHITE_BOX && reach != AttackerAccess.SCORES) {
            throw new IllegalStateException("scores are out of reach");
        }
        scored += (int) faces.getShape().get(0);
        if (noise == 0) {
            return judged(faces);
        }
        NDArray drawn =
                Gaussian.values(faces.getManager(), new Shape(faces.getShape().get(0), people()), noise, random);
        return judged(faces).add(drawn).logSoftmax(1);
    }

    /** What it makes of faces, whoever asks. */
    public NDArray judged(NDArray faces) {
        NDArray matrix = faces.getManager().create(templates);
        NDArray rows = Scaled.by(faces, 1 / 127.5)
                .sub(1)
                .reshape(new Shape(faces.getShape().get(0), -1));
        return rows.matMul(matrix.transpose()).logSoftmax(1);
    }

    @Override
    public NDArray embed(NDArray faces, RandomGenerator random) {
        throw new IllegalStateException("nothing here asks for embeddings");
    }

    @Override
    public int[] labels(NDArray faces, RandomGenerator random) {
        if (JniUtils.isGradMode()) {
            throw new IllegalStateException("a graph is recorded where there is no gradient");
        }
        labelled += (int) faces.getShape().get(0);
        long[] labels = judged(faces).argMax(1).toLongArray();
        int[] people = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            people[i] = (int) labels[i];
        }
        return people;
    }

    @Override
    public NDArray gradient(NDArray loss, NDArray leaf) {
        if (reach != AttackerAccess.WHITE_BOX) {
            throw new IllegalStateException("gradients are out of reach");
        }
        return Gradients.of(loss, leaf, false);
    }
}
