package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Adam with its paper's defaults: Kingma and Ba, ICLR 2015, Algorithm 1. */
public final class Adam implements Optimizer {

    private static final double EPSILON = 1e-8;

    private final List<NDArray> weights;
    private final double beta1;
    private final double beta2;
    private final NDManager memory;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private int steps;

    public Adam(List<NDArray> weights) {
        this(weights, .9, .999);
    }

    /**
     * @param beta1 how much is kept of the mean of the gradients, [0, 1)
     * @param beta2 likewise of their squares
     */
    public Adam(List<NDArray> weights, double beta1, double beta2) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("beta1 and beta2 must lie in [0, 1), got " + beta1 + " and " + beta2);
        }
        this.weights = List.copyOf(weights);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.memory = OptimizerState.beside(weights);
        this.means = OptimizerState.zeros(memory, weights);
        this.squares = OptimizerState.zeros(memory, weights);
    }

    @Override
    public void step(List<NDArray> gradients, double rate) {
        steps++;
        double meanBias = 1 - Math.pow(beta1, steps);
        double squareBias = 1 - Math.pow(beta2, steps);
        for (int i = 0; i < weights.size(); i++) {
            try (NDManager scope = memory.newSubManager()) {
                NDArray gradient = gradients.get(i);
                gradient.attach(scope);
                scope.tempAttachAll(means.get(i), squares.get(i));
                NDArray mean = means.get(i).muli(beta1).addi(gradient.mul(1 - beta1));
                NDArray square =
                        squares.get(i).muli(beta2).addi(gradient.square().muli(1 - beta2));
                NDArray root = square.div(squareBias).sqrt().addi(EPSILON);
                weights.get(i).subi(mean.div(root).muli(rate / meanBias));
            }
        }
    }

    @Override
    public byte[] encode() {
        byte[] kept = Weights.encode(kept());
        return ByteBuffer.allocate(Integer.BYTES + kept.length)
                .putInt(steps)
                .put(kept)
                .array();
    }

    @Override
    public void decode(byte[] encoded) {
        Weights.decode(Arrays.copyOfRange(encoded, Integer.BYTES, encoded.length), kept());
        steps = ByteBuffer.wrap(encoded).getInt();
    }

    private List<NDArray> kept() {
        return Stream.concat(means.stream(), squares.stream()).toList();
    }

    @Override
    public void close() {
        memory.close();
    }
}
