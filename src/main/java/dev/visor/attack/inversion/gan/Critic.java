package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tells public faces from generated ones: four convolutions of 4 x 4 with stride 2, and a sum; DCGAN's, without batch normalization.
 *
 * <p>While it learns, every weight is divided by its largest singular value, which one step of power iteration follows at each turn
 * (Miyato et al., ICLR 2018, Algorithm 1).
 */
final class Critic implements AutoCloseable {

    private static final int[] CHANNELS = {24, 48, 96, 160};
    private static final float LEAK = .2f;

    /** Factor without which what passes a layer shrinks, and nothing that could be learned from reaches the sum. */
    static final double GAIN = 1.6;

    private static final Shape TWO = new Shape(2, 2);
    private static final Shape ONE = new Shape(1, 1);

    private final NDManager memory;
    private final int side;
    private final int colors;
    private final List<NDArray> kernels = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();

    /** Left singular vectors, as far as the power iteration has come. */
    private final List<NDArray> singular = new ArrayList<>();

    Critic(int side, int colors, RandomGenerator random, NDManager parent) {
        this.memory = parent.newSubManager();
        this.side = side;
        this.colors = colors;
        int in = colors;
        for (int out : CHANNELS) {
            add(new Shape(out, in, 4, 4), random);
            in = out;
        }
        long base = side >> CHANNELS.length;
        add(new Shape(1, in * base * base), random);
    }

    private void add(Shape shape, RandomGenerator random) {
        double fan = (double) shape.size() / shape.get(0);
        kernels.add(Gaussian.values(memory, shape, Math.sqrt(2 / fan), random));
        biases.add(memory.zeros(new Shape(shape.get(0))));
        singular.add(Gaussian.values(memory, new Shape(1, shape.get(0)), 1, random));
    }

    /** Returns the kernels as they are; after {@link #settle}, normalized. */
    List<NDArray> kernels() {
        return List.copyOf(kernels);
    }

    List<NDArray> weights() {
        List<NDArray> weights = new ArrayList<>(kernels);
        weights.addAll(biases);
        return weights;
    }

    /**
     * The kernels divided by their largest singular values.
     *
     * @param turn whether the power iteration goes a step on; otherwise the values are those of the last step
     * @return attached to {@code scope}, differentiable in the kernels where they ask for it
     */
    List<NDArray> normalized(boolean turn, NDManager scope) {
        List<NDArray> normalized = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            NDArray kernel = kernels.get(i);
            NDArray left = singular.get(i);
            scope.tempAttachAll(kernel, left);
            NDArray matrix = kernel.reshape(kernel.getShape().get(0), -1);
            NDArray fixed = matrix.stopGradient();
            NDArray right = unit(left.matMul(fixed));
            if (turn) {
                NDArray next = unit(fixed.matMul(right.transpose()).transpose());
                left.set(next.toFloatArray());
            }
            NDArray largest = left.duplicate().matMul(matrix).mul(right).sum();
            normalized.add(Scaled.by(kernel.div(largest), GAIN));
        }
        return normalized;
    }

    private static NDArray unit(NDArray row) {
        return row.div(row.norm().add(1e-12f));
    }

    /**
     * @param rows [N, colors x side x side], -1..1
     * @param kernels these, {@link #normalized}
     * @return [N], larger for what looks like a public face
     */
    NDArray realness(NDArray rows, List<NDArray> kernels) {
        long n = rows.getShape().get(0);
        NDArray x = rows.reshape(n, colors, side, side);
        int last = kernels.size() - 1;
        for (int i = 0; i < last; i++) {
            x = Activation.leakyRelu(
                    Conv2d.conv2d(x, kernels.get(i), biases.get(i), TWO, ONE).singletonOrThrow(), LEAK);
        }
        return x.reshape(n, -1)
                .matMul(kernels.get(last).transpose())
                .add(biases.get(last))
                .reshape(n);
    }

    /** Leaves the kernels as they were normalized last, so that they can be stored. */
    void settle() {
        try (NDManager scope = memory.newSubManager()) {
            List<NDArray> normalized = normalized(false, scope);
            for (int i = 0; i < kernels.size(); i++) {
                kernels.get(i).set(normalized.get(i).toFloatArray());
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
