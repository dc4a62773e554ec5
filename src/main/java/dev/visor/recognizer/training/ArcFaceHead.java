package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Deng et al., "ArcFace", CVPR 2019, Eq. 3: the angle between a face and its person's direction is made larger by a margin before the
 * softmax over scaled cosines.
 *
 * <p>A row with shares of several people has the sum of their losses, each as if it were that person's alone, times the shares.
 * Where the widened angle would pass 180 degrees, the line cos - m sin(m) goes on, as in the authors' code. Scores have no margin.
 *
 * @param scale of the cosines
 * @param margin in radians
 */
record ArcFaceHead(int dimension, int classes, double scale, double margin) implements Head {

    /**
     * For tens to hundreds of people: with the paper's 64 and 0.5, for tens of thousands, a new network that is taught few stays for long
     * where all faces point the same way.
     */
    private static final double SCALE = 16;

    private static final double MARGIN = .3;

    /** Keeps the slope of the sine finite where an embedding lies on its direction. */
    private static final double TINY = 1e-7;

    ArcFaceHead(int dimension, int classes) {
        this(dimension, classes, SCALE, MARGIN);
    }

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of(Start.gaussian(new Shape(dimension, classes), Math.sqrt(1. / dimension), random, memory));
    }

    @Override
    public NDArray losses(NDArray embeddings, NDArray shares, Supply weights) {
        NDArray cosines = cosines(embeddings, weights);
        NDArray plain = Scaled.by(cosines, scale);
        NDArray widened = Scaled.by(widened(cosines), scale);
        NDArray total = null;
        for (Member member : members(shares)) {
            NDArray one = member.person();
            NDArray logits = plain.add(widened.sub(plain).mul(one));
            NDArray loss = logits.logSoftmax(1).mul(one).sum(new int[] {1}).mul(member.share());
            total = total == null ? loss : total.add(loss);
        }
        return total.neg();
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
    public NDArray scores(NDArray embeddings, Supply weights) {
        return Scaled.by(cosines(embeddings, weights), scale).logSoftmax(1);
    }

    private static NDArray cosines(NDArray embeddings, Supply weights) {
        NDArray directions = weights.next();
        int along = weights.perRow() ? 1 : 0;
        return Dense.product(
                embeddings.div(embeddings.norm(new int[] {1}, true)),
                directions.div(directions.norm(new int[] {along}, true)),
                weights.perRow());
    }

    /**
     * One person of each row.
     *
     * @param person [N, classes], 1 at that person
     * @param share [N]
     */
    private record Member(NDArray person, NDArray share) {}

    /** As many as there are people in the fullest row; rows with fewer have shares of 0. */
    private static List<Member> members(NDArray shares) {
        int rows = (int) shares.getShape().get(0);
        int classes = (int) shares.getShape().get(1);
        float[] all =
                shares.toType(ai.djl.ndarray.types.DataType.FLOAT32, false).toFloatArray();
        List<float[]> people = new ArrayList<>();
        List<float[]> parts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int found = 0;
            for (int person = 0; person < classes; person++) {
                float share = all[row * classes + person];
                if (share != 0) {
                    if (found == people.size()) {
                        people.add(new float[rows * classes]);
                        parts.add(new float[rows]);
                    }
                    people.get(found)[row * classes + person] = 1;
                    parts.get(found++)[row] = share;
                }
            }
        }
        NDManager manager = shares.getManager();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            members.add(new Member(
                    manager.create(people.get(i), new Shape(rows, classes)).toType(shares.getDataType(), false),
                    manager.create(parts.get(i), new Shape(rows)).toType(shares.getDataType(), false)));
        }
        return members;
    }
}
