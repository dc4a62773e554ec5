package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The strategy network: from a masked face to how likely each k is.
 *
 * <p>It sees where in the face each map is strong: absolute values, averaged over a grid of {@value #GRID} x {@value #GRID}; one
 * convolution of stride 2 and one linear layer. That costs a hundredth of the recognizer. A new one likes every k equally.
 */
final class Strategy implements AutoCloseable {

    /** Places along one axis of what it sees. */
    static final int GRID = 8;

    private static final int HIDDEN = 16;
    private static final int REDUCED = GRID / 2;

    /** The mean absolute value of a standard normal variable, so that what it sees is about 0 in the mean. */
    private static final double USUAL = Math.sqrt(2 / Math.PI);

    private final NDManager memory;
    private final NDArray filters;
    private final NDArray biases;
    private final NDArray linear;
    private final NDArray offsets;

    Strategy(NDManager parent, int channels, RandomGenerator random) {
        memory = parent.newSubManager();
        float[] drawn = new float[HIDDEN * channels * 9];
        for (int i = 0; i < drawn.length; i++) {
            // He et al., ICCV 2015.
            drawn[i] = (float) (Math.sqrt(2. / (9 * channels)) * random.nextGaussian());
        }
        filters = memory.create(drawn, new Shape(HIDDEN, channels, 3, 3));
        biases = memory.zeros(new Shape(HIDDEN));
        linear = memory.zeros(new Shape(HIDDEN * REDUCED * REDUCED, MixCount.CHOICES));
        offsets = memory.zeros(new Shape(MixCount.CHOICES));
    }

    List<NDArray> weights() {
        return List.of(filters, biases, linear, offsets);
    }

    /**
     * Returns what the strategy looks at.
     *
     * @param maps [N, channels, S, S], masked
     * @return [N, channels, 8, 8], attached to the manager of {@code maps}
     */
    static NDArray states(NDArray maps) {
        int side = (int) maps.getShape().get(2);
        float[] windows = new float[GRID * side];
        for (int place = 0; place < GRID; place++) {
            int from = place * side / GRID;
            int to = ((place + 1) * side + GRID - 1) / GRID;
            for (int i = from; i < to; i++) {
                windows[place * side + i] = 1f / (to - from);
            }
        }
        NDManager manager = maps.getManager();
        NDArray rows = manager.create(windows, new Shape(GRID, side));
        return rows.matMul(maps.abs().matMul(rows.transpose())).sub(USUAL);
    }

    /**
     * Logarithms of how likely each k is.
     *
     * @param states [N, channels, 8, 8]
     * @return [N, 5], differentiable in the weights
     */
    NDArray logPolicy(NDArray states) {
        NDArray hidden = Activation.relu(Conv2d.conv2d(states, filters, biases, new Shape(2, 2), new Shape(1, 1))
                .singletonOrThrow());
        return hidden.reshape(states.getShape().get(0), -1)
                .matMul(linear)
                .add(offsets)
                .logSoftmax(1);
    }

    /**
     * REINFORCE (Williams, Machine Learning 1992): the gradient of minus the mean of advantage x log pi(k | state), by the weights. Its
     * expectation over the choices is that of minus the mean reward.
     *
     * @param choices which k was taken, from 0
     * @param advantages rewards less the baseline
     */
    List<NDArray> gradient(NDArray states, int[] choices, float[] advantages) {
        float[] factors = new float[choices.length * MixCount.CHOICES];
        for (int i = 0; i < choices.length; i++) {
            factors[i * MixCount.CHOICES + choices[i]] = -advantages[i] / choices.length;
        }
        return Gradients.recording(true, () -> {
            weights().forEach(Gradients::leaf);
            try {
                NDArray taken = states.getManager().create(factors, new Shape(choices.length, MixCount.CHOICES));
                return Gradients.of(logPolicy(states).mul(taken).sum(), weights());
            } finally {
                weights().forEach(weight -> weight.setRequiresGradient(false));
            }
        });
    }

    /** One step of plain gradient descent along {@link #gradient}. */
    void step(NDArray states, int[] choices, float[] advantages, double rate) {
        List<NDArray> gradients = gradient(states, choices, advantages);
        for (int i = 0; i < gradients.size(); i++) {
            NDArray weight = weights().get(i);
            try (NDArray gradient = gradients.get(i)) {
                unrecorded(() -> weight.subi(gradient.muli(rate)));
            }
        }
    }

    /** Does work without a graph: what looks at the policy while a recognizer learns must not be recorded with it. */
    static <T> T unrecorded(Supplier<T> work) {
        return Gradients.recording(false, work);
    }

    @Override
    public void close() {
        memory.close();
    }
}
