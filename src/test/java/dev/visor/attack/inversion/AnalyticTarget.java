package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.TargetModel;
import dev.visor.core.AttackerAccess;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.random.RandomGenerator;

/** Knows a few faces: scores are a face's products with them, embeddings the same, scaled to unit length. */
public final class AnalyticTarget implements TargetModel {

    /** How sure it is: scores of a person's own face come out near 0, of all others far below. */
    private static final double SHARPNESS = 20;

    private final AttackerAccess reach;
    private final int side;
    private final float[][] templates;
    private int asked;
    private int differentiated;

    /** @param known one face of each person; their mean is taken off */
    public AnalyticTarget(AttackerAccess reach, List<FaceImage> known) {
        this.reach = reach;
        this.side = known.get(0).width();
        this.templates = new float[known.size()][known.get(0).pixels().length];
        for (int k = 0; k < templates[0].length; k++) {
            double mean = 0;
            for (FaceImage face : known) {
                mean += face.pixels()[k] / known.size();
            }
            for (int i = 0; i < known.size(); i++) {
                templates[i][k] = (float) ((known.get(i).pixels()[k] - mean) / 127.5);
            }
        }
        for (float[] template : templates) {
            double squares = 0;
            for (float value : template) {
                squares += value * value;
            }
            for (int k = 0; k < template.length; k++) {
                template[k] /= (float) squares;
            }
        }
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

    public int asked() {
        return asked;
    }

    public int differentiated() {
        return differentiated;
    }

    @Override
    public boolean isRandomized() {
        return false;
    }

    @Override
    public NDArray scores(NDArray faces, RandomGenerator random) {
        return answered(faces, products -> Scaled.by(products, SHARPNESS / 4).logSoftmax(1));
    }

    @Override
    public NDArray embed(NDArray faces, RandomGenerator random) {
        return answered(faces, products -> products.div(products.norm(new int[] {1}, true)));
    }

    private NDArray answered(NDArray faces, java.util.function.UnaryOperator<NDArray> of) {
        if (reach != AttackerAccess.WHITE_BOX && reach != AttackerAccess.SCORES) {
            throw new IllegalStateException("out of reach");
        }
        asked += (int) faces.getShape().get(0);
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(recording && reach == AttackerAccess.WHITE_BOX);
        try {
            NDArray matrix = faces.getManager().create(templates);
            NDArray flat = Scaled.by(faces, 1 / 127.5)
                    .sub(1)
                    .reshape(new Shape(faces.getShape().get(0), -1));
            return of.apply(flat.matMul(matrix.transpose()));
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    @Override
    public int[] labels(NDArray faces, RandomGenerator random) {
        throw new IllegalStateException("out of reach");
    }

    @Override
    public NDArray gradient(NDArray loss, NDArray leaf) {
        if (reach != AttackerAccess.WHITE_BOX) {
            throw new IllegalStateException("out of reach");
        }
        differentiated++;
        return Gradients.of(loss, leaf, false);
    }
}
