package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Stochastic gradient descent with momentum: v' = momentum v + g, w' = w - rate v'. Sutskever et al., ICML 2013. */
public final class Sgd implements Optimizer {

    private final List<NDArray> weights;
    private final double momentum;
    private final NDManager memory;
    private final List<NDArray> velocities;

    /** @param momentum how much of the earlier steps is kept, [0, 1) */
    public Sgd(List<NDArray> weights, double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
        }
        this.weights = List.copyOf(weights);
        this.momentum = momentum;
        this.memory = Memory.beside(weights);
        this.velocities = Memory.zeros(memory, weights);
    }

    @Override
    public void step(List<NDArray> gradients, double rate) {
        for (int i = 0; i < weights.size(); i++) {
            NDArray velocity = velocities.get(i).muli(momentum).addi(gradients.get(i));
            try (NDArray move = velocity.mul(rate)) {
                weights.get(i).subi(move);
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
