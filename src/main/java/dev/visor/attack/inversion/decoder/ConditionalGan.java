package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.Layer;
import dev.visor.attack.inversion.network.Layers;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The two networks of a conditional GAN: one makes a face from a condition, one tells such faces from photos.
 *
 * <p>The generator is an inversion network (Yang et al., CCS 2019): a matrix to an image of few pixels, which is doubled until it has the
 * face's size. What it makes is added to a {@link LinearInversion}, so that it starts with that. It draws nothing: noise that is given beside a condition is ignored under pixel losses (Isola et al., CVPR 2017). The
 * discriminator halves the face as often and compares what is left with the condition by a product (Miyato and Koyama, ICLR 2018).
 */
final class ConditionalGan implements AutoCloseable {

    /** Doublings, at the most: a face of 64 pixels starts with 4 x 4. */
    private static final int DOUBLINGS = 4;

    private final Layers generating;
    private final Layers telling;
    private final int start;
    private final int first;
    private final LinearInversion linear;
    private final Layer spread;
    private final Layer grow;
    private final Layer shrink;
    private final Layer realism;
    private final Layer compared;

    /**
     * @param linear what the generator starts with
     * @param width channels of the largest images; twice as many at each halving, up to eight times
     */
    ConditionalGan(LinearInversion linear, int width, RandomGenerator random, NDManager parent) {
        this.linear = linear;
        int side = linear.side();
        int values = linear.values();
        generating = new Layers(parent, random);
        telling = new Layers(parent, random);
        int doublings = LeakedDataSupport.halvings(side, DOUBLINGS);
        start = side >> doublings;
        first = width(width, doublings);
        spread = generating.dense(values, first * start * start).then(Layers::rectified);
        Layer up = x -> x;
        Layer down = telling.convolution(3, width, 1, 1);
        for (int i = doublings; i > 0; i--) {
            up = up.then(generating.block(width(width, i), width(width, i - 1), 1))
                    .then(Layers::doubled);
        }
        for (int i = 0; i < doublings; i++) {
            down = down.then(telling.convolution(width(width, i), width(width, i + 1), 3, 2))
                    .then(Layers::rectified);
        }
        grow = up.then(generating.block(width, width, 1)).then(generating.silent(width, 3));
        shrink = down;
        realism = telling.dense(first * start * start, 1);
        compared = telling.dense(values, first * start * start);
    }

    private static int width(int width, int halvings) {
        return width * Math.min(8, 1 << halvings);
    }

    List<NDArray> generator() {
        return generating.weights();
    }

    List<NDArray> discriminator() {
        return telling.weights();
    }

    /**
     * @param conditions [N, values]
     * @return [N, 3, side, side], 0..255
     */
    NDArray faces(NDArray conditions) {
        long n = conditions.getShape().get(0);
        NDArray seed = spread.of(conditions).reshape(n, first, start, start);
        return Scaled.by(grow.of(seed), 127.5).add(linear.faces(conditions)).clip(0, 255);
    }

    /**
     * Returns how much each face is like a photo under its condition: above 0 for photos, below for made faces.
     *
     * @param faces [N, 3, side, side], 0..255
     * @return [N, 1]
     */
    NDArray real(NDArray faces, NDArray conditions) {
        NDArray x = Scaled.by(faces, 1 / 127.5).sub(1);
        NDArray seen = shrink.of(x).reshape(faces.getShape().get(0), -1);
        long values = seen.getShape().get(1);
        NDArray product = seen.mul(compared.of(conditions)).sum(new int[] {1}, true);
        return realism.of(seen).add(Scaled.by(product, 1. / values));
    }

    @Override
    public void close() {
        generating.close();
        telling.close();
    }
}
