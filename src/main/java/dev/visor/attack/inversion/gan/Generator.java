package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.attack.inversion.search.EigenFaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Makes faces of latents: a small network after DCGAN (Radford et al., ICLR 2016), beside a linear path that starts as
 * eigenfaces.
 *
 * <p>Four transposed convolutions of 4 x 4 with stride 2 lead from a sixteenth of the side to the whole. Two departures, both for a prior
 * that is trained in minutes on one core. The linear path (mean face and principal components) carries from the first step on what aligned
 * faces have in common, and the convolutions, which start silent, learn what it lacks. Feature vectors are brought to one length (Karras et
 * al., ICLR 2018, section 4.2) in place of batch normalization, so that a face does not depend on its batch.
 */
final class Generator implements AutoCloseable {

    /** Up-sampling stages: each doubles the side. */
    static final int STAGES = 4;

    /** Channels that each stage starts from. */
    private static final int[] CHANNELS = {128, 64, 32, 16};

    /** The first stage that sees the sketch. */
    private static final int SKETCHED = 2;

    private static final float LEAK = .2f;
    private static final Shape ONE = new Shape(1, 1);

    private final NDManager memory;
    private final int latent;
    private final int side;
    private final int colors;
    private final List<NDArray> weights = new ArrayList<>();

    /**
     * A new generator without a linear path.
     *
     * @param latent numbers that make a face
     * @param side of the faces, a multiple of 16
     * @param colors 1 for gray faces, 3 for others
     */
    Generator(int latent, int side, int colors, RandomGenerator random, NDManager parent) {
        this.memory = parent.newSubManager();
        this.latent = latent;
        this.side = side;
        this.colors = colors;
        int base = base();
        weights.add(Gaussian.values(
                memory, new Shape(latent, (long) CHANNELS[0] * base * base), Math.sqrt(1. / latent), random));
        weights.add(memory.zeros(new Shape((long) CHANNELS[0] * base * base)));
        for (int stage = 0; stage < STAGES; stage++) {
            int in = CHANNELS[stage] + sketched(stage) * colors;
            boolean last = stage == STAGES - 1;
            int out = last ? colors : CHANNELS[stage + 1];
            weights.add(Gaussian.values(
                    memory, new Shape(4L * out, in, 2, 2), last ? 0 : Math.sqrt(2. / (4 * in)), random));
            weights.add(memory.zeros(new Shape(4L * out)));
        }
        weights.add(memory.zeros(new Shape(latent, (long) colors * side * side)));
        weights.add(memory.zeros(new Shape((long) colors * side * side)));
    }

    private int base() {
        return side >> STAGES;
    }

    /** Makes the linear path eigenfaces, as many as a latent has numbers. */
    void startFrom(EigenFaces faces) {
        float[] mean = new float[faces.mean().length];
        float[] basis = new float[latent * mean.length];
        for (int i = 0; i < mean.length; i++) {
            // A hyperbolic tangent bends what comes out: what goes in is bent the other way.
            double at = Math.max(-.95, Math.min(.95, faces.mean()[i]));
            mean[i] = (float) (Math.log((1 + at) / (1 - at)) / 2);
            for (int k = 0; k < latent; k++) {
                basis[k * mean.length + i] = (float) (faces.scaled(k, i) / (1 - at * at));
            }
        }
        weights.get(weights.size() - 2).set(basis);
        weights.get(weights.size() - 1).set(mean);
    }

    List<NDArray> weights() {
        return List.copyOf(weights);
    }

    /** Returns the weights that training moves: all but the linear path, which would only take up noise. */
    List<NDArray> learned() {
        return List.copyOf(weights.subList(0, weights.size() - 2));
    }

    /**
     * @param latents [N, latent], of which public faces are standard normal ones
     * @return [N, colors x side x side], -1..1, by these weights
     */
    NDArray rows(NDArray latents) {
        long n = latents.getShape().get(0);
        NDArray sketch = sketch(latents);
        NDArray x = latents.matMul(weights.get(0)).add(weights.get(1)).reshape(n, CHANNELS[0], base(), base());
        for (int stage = 0; stage < STAGES; stage++) {
            x = Activation.leakyRelu(unit(x), LEAK);
            if (sketched(stage) > 0) {
                x = x.concat(apart(sketch, base() << stage), 1);
            }
            x = doubled(x, weights.get(2 + 2 * stage), weights.get(3 + 2 * stage));
        }
        return sketch.add(x.reshape(n, -1)).tanh();
    }

    /** Returns the linear path's share, before it is bent into -1..1: [N, colors x side x side]. */
    NDArray sketch(NDArray latents) {
        int linear = weights.size() - 2;
        return latents.matMul(weights.get(linear)).add(weights.get(linear + 1));
    }

    /** Pixels of the sketch that one place of a stage sees as features; the first stages are too coarse for it. */
    private static int sketched(int stage) {
        return stage < SKETCHED ? 0 : 1 << 2 * (STAGES - stage);
    }

    /** Takes a sketch apart: from [N, colors x side x side] to [N, colors x block x block, places, places]. */
    private NDArray apart(NDArray sketch, int places) {
        long n = sketch.getShape().get(0);
        int block = side / places;
        return sketch.reshape(n, colors, places, block, places, block)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(n, (long) colors * block * block, places, places);
    }

    /** Every place's features with a mean square of one. */
    private static NDArray unit(NDArray x) {
        return x.div(x.square().mean(new int[] {1}, true).add(1e-6f).sqrt());
    }

    /**
     * A transposed convolution of 4 x 4, stride 2, padding 1, as four convolutions of 2 x 2, one for each place in the 2 x 2 pixels that one
     * becomes: the engine has no other.
     */
    static NDArray doubled(NDArray x, NDArray kernel, NDArray bias) {
        Shape shape = x.getShape();
        long n = shape.get(0);
        long h = shape.get(2);
        long w = shape.get(3);
        NDArray four = Conv2d.conv2d(x, kernel, bias, ONE, ONE).singletonOrThrow();
        long out = four.getShape().get(1) / 4;
        NDArray all = null;
        for (int place = 0; place < 4; place++) {
            int dy = place / 2;
            int dx = place % 2;
            NDArray part = four.get(new NDIndex(String.format(
                    Locale.ROOT, ":, %d:%d, %d:%d, %d:%d", place * out, (place + 1) * out, dy, dy + h, dx, dx + w)));
            all = all == null ? part : all.concat(part, 1);
        }
        return all.reshape(n, 2, 2, out, h, w).transpose(0, 3, 4, 1, 5, 2).reshape(n, out, 2 * h, 2 * w);
    }

    @Override
    public void close() {
        memory.close();
    }
}
