package dev.visor.attack.inversion.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes the layers of a small network and keeps their weights, in the order in which they were made.
 *
 * <p>Filters and matrices start after He et al., ICCV 2015: Gaussian, with a variance of 2 over the number of inputs; biases at 0.
 */
public final class Layers implements AutoCloseable {

    /** Added to the normalization's variance. */
    private static final float EPSILON = 1e-5f;

    private static final float LEAK = .2f;

    private static final Shape ONE = new Shape(1, 1);

    private final NDManager memory;
    private final RandomGenerator random;
    private final List<NDArray> weights = new ArrayList<>();

    public Layers(NDManager parent, RandomGenerator random) {
        this.memory = parent.newSubManager();
        this.random = random;
    }

    public List<NDArray> weights() {
        return List.copyOf(weights);
    }

    /** Keeps height and width with stride 1, halves them with stride 2. */
    public Layer convolution(int in, int out, int kernel, int stride) {
        NDArray filter = gaussian(new Shape(out, in, kernel, kernel), Math.sqrt(2. / (kernel * kernel * in)));
        NDArray bias = constant(out, 0);
        Shape strides = new Shape(stride, stride);
        Shape padding = new Shape(kernel / 2, kernel / 2);
        return x -> Conv2d.conv2d(x, filter, bias, strides, padding).singletonOrThrow();
    }

    /** One of 3 x 3 that starts at zero, so that a network which ends with it starts with doing nothing. */
    public Layer silent(int in, int out) {
        NDArray filter = kept(memory.zeros(new Shape(out, in, 3, 3)));
        NDArray bias = constant(out, 0);
        return x -> Conv2d.conv2d(x, filter, bias, ONE, ONE).singletonOrThrow();
    }

    /** Makes a dense layer, from [N, in] to [N, out]. */
    public Layer dense(int in, int out) {
        NDArray matrix = gaussian(new Shape(in, out), Math.sqrt(2. / in));
        NDArray bias = constant(out, 0);
        return x -> x.matMul(matrix).add(bias);
    }

    /**
     * Mean 0 and variance 1 in each group of channels of each image, then a scale and a shift for each channel: Wu and He, "Group
     * normalization", ECCV 2018.
     */
    Layer normalization(int channels, int groups) {
        NDArray scale = constant(channels, 1);
        NDArray shift = constant(channels, 0);
        return x -> {
            Shape shape = x.getShape();
            long n = shape.get(0) * groups;
            Shape inGroup = new Shape(shape.size() / n);
            NDManager manager = x.getManager();
            NDArray normal = x.reshape(n, inGroup.size())
                    .getNDArrayInternal()
                    .layerNorm(
                            x.reshape(n, inGroup.size()),
                            inGroup,
                            manager.ones(inGroup),
                            manager.zeros(inGroup),
                            EPSILON)
                    .singletonOrThrow()
                    .reshape(shape);
            return normal.mul(scale.reshape(1, channels, 1, 1)).add(shift.reshape(1, channels, 1, 1));
        };
    }

    /** A convolution of 3 x 3, normalized in groups of eight channels at the most, and rectified. */
    public Layer block(int in, int out, int stride) {
        return convolution(in, out, 3, stride)
                .then(normalization(out, Math.max(1, out / 8)))
                .then(Layers::rectified);
    }

    /** Negative values are damped, so that no channel dies. */
    public static NDArray rectified(NDArray x) {
        return Activation.leakyRelu(x, LEAK);
    }

    /** Each pixel becomes four: [N, C, H, W] to [N, C, 2 H, 2 W]. */
    public static NDArray doubled(NDArray x) {
        Shape s = x.getShape();
        return x.reshape(s.get(0), s.get(1), s.get(2), 1, s.get(3), 1)
                .broadcast(s.get(0), s.get(1), s.get(2), 2, s.get(3), 2)
                .reshape(s.get(0), s.get(1), 2 * s.get(2), 2 * s.get(3));
    }

    private NDArray gaussian(Shape shape, double deviation) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return kept(memory.create(values, shape));
    }

    private NDArray constant(int size, float value) {
        return kept(memory.full(new Shape(size), value));
    }

    private NDArray kept(NDArray weight) {
        weights.add(weight);
        return weight;
    }

    @Override
    public void close() {
        memory.close();
    }
}
