package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Deng et al., "ArcFace", CVPR 2019, Eq. 3: the angle between a face and its person's direction is made larger by a margin before the
 * softmax over scaled cosines.
 *
 * <p>ArcFace is defined for one label. A row with shares of several people has no margin: the cross-entropy of the scores with the
 * shares. With a margin for each of its people, whoever has one in the denominator stands for another without one, and from four faces
 * a row on, it costs least to have all faces and all directions in one point. Without it, directions that lie apart always cost less.
 *
 * <p>Where the widened angle would pass 180 degrees, the line cos - m sin(m) goes on, as in the authors' code. Scores have no margin.
 *
 * @param scale of the cosines
 * @param margin in radians
 */
public record ArcFaceHead(int dimension, int classes, double scale, double margin) implements Head {

    /**
     * Scale for tens to hundreds of people: with the paper's 64 and 0.5, for tens of thousands, a new network that is
     * taught few stays for long where all faces point the same way.
     */
    private static final double SCALE = 16;

    private static final double MARGIN = .3;

    /** Keeps the slope of the sine finite where an embedding lies on its direction. */
    private static final double TINY = 1e-7;

    public ArcFaceHead(int dimension, int classes) {
        this(dimension, classes, SCALE, MARGIN);
    }

    /** The softmax over scaled cosines alone: Wang et al., "NormFace", ACM MM 2017, with a fixed scale. */
    public static ArcFaceHead withoutMargin(int dimension, int classes) {
        return new ArcFaceHead(dimension, classes, SCALE, 0);
    }

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of(Initializers.gaussian(new Shape(dimension, classes), Math.sqrt(1. / dimension), random, memory));
    }

    @Override
    public NDArray losses(NDArray embeddings, NDArray shares, WeightCursor weights) {
        NDArray cosines = cosines(embeddings, weights);
        NDArray plain = Scaled.by(cosines, scale);
        NDArray widened = Scaled.by(widened(cosines), scale);
        NDArray logits = plain.add(widened.sub(plain).mul(onlyPerson(shares)));
        return logits.logSoftmax(1).mul(shares).sum(new int[] {1}).neg();
    }

    /** cos(angle + margin), falling all the way. */
    private NDArray widened(NDArray cosines) {
        NDManager manager = cosines.getManager();
        NDArray one = manager.ones(cosines.getShape(), cosines.getDataType());
        NDArray sines = one.sub(cosines.square()).maximum(Scaled.by(one, TINY)).sqrt();
        NDArray turned = Scaled.by(cosines, Math.cos(margin)).sub(Scaled.by(sines, Math.sin(margin)));
        NDArray line = cosines.sub(Scaled.by(one, margin * Math.sin(margin)));
        NDArray before = cosines.gt(Math.cos(Math.PI - margin)).toType(cosines.getDataType(), false);
        return line.add(turned.sub(line).mul(before));
    }

    @Override
    public NDArray scores(NDArray embeddings, WeightCursor weights) {
        return Scaled.by(cosines(embeddings, weights), scale).logSoftmax(1);
    }

    private static NDArray cosines(NDArray embeddings, WeightCursor weights) {
        NDArray directions = weights.next();
        int along = weights.perRow() ? 1 : 0;
        return Dense.product(
                embeddings.div(embeddings.norm(new int[] {1}, true)),
                directions.div(directions.norm(new int[] {along}, true)),
                weights.perRow());
    }

    /** 1 at the person of each row that is of one alone, otherwise 0: [N, classes]. */
    private static NDArray onlyPerson(NDArray shares) {
        NDArray present = shares.neq(0).toType(shares.getDataType(), false);
        NDArray alone = present.sum(new int[] {1}, true).eq(1).toType(shares.getDataType(), false);
        return present.mul(alone);
    }
}
