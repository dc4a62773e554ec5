package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Stochastic gradient descent with momentum and weight decay: v' = momentum v + g + decay w, w' = w - rate v'. Sutskever et al.,
 * ICML 2013; the decay as PyTorch adds it.
 */
public final class Sgd implements Optimizer {

    private final List<NDArray> weights;
    private final double momentum;
    private final double decay;
    private final int decaying;
    private final NDManager memory;
    private final List<NDArray> velocities;

    /**
     * @param momentum how much of the earlier steps is kept, [0, 1)
     * @param decay added to the gradient for each unit of a weight, at least 0
     */
    public Sgd(List<NDArray> weights, double momentum, double decay) {
        this(weights, momentum, decay, 0);
    }

    /** @param free how many of the last weights have no decay */
    public Sgd(List<NDArray> weights, double momentum, double decay, int free) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
        }
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("weight decay must lie in [0, 1), got " + decay);
        }
        this.weights = List.copyOf(weights);
        this.momentum = momentum;
        this.decay = decay;
        this.decaying = weights.size() - free;
        this.memory = OptimizerState.beside(weights);
        this.velocities = OptimizerState.zeros(memory, weights);
    }

    @Override
    public void step(List<NDArray> gradients, double rate) {
        for (int i = 0; i < weights.size(); i++) {
            NDArray velocity = velocities.get(i).muli(momentum).addi(gradients.get(i));
            if (decay > 0 && i < decaying) {
                try (NDArray pull = weights.get(i).mul(decay)) {
                    velocity.addi(pull);
                }
            }
            try (NDArray move = velocity.mul(rate)) {
                weights.get(i).subi(move);
            }
        }
    }

    @Override
    public byte[] encode() {
        return Weights.encode(velocities);
    }

    @Override
    public void decode(byte[] encoded) {
        Weights.decode(encoded, velocities);
    }

    @Override
    public void close() {
        memory.close();
    }
}
