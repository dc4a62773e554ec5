package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/** Iterates a step; what an iteration allocates is gone when the next one begins. */
final class Descent {

    private Descent() {}

    /**
     * A state of the iteration.
     *
     * @param images [B, 3, H, W], 0..255
     * @param direction [B, 3, H, W], gradients kept by momentum
     */
    record State(NDArray images, NDArray direction) {

        private void attach(NDManager manager) {
            images.attach(manager);
            direction.attach(manager);
        }
    }

    /** Starts at the originals, at rest. */
    static NDArray run(NDManager scope, NDArray originals, int iterations, UnaryOperator<State> step) {
        State state = new State(originals.duplicate(), originals.zerosLike());
        for (int i = 0; i < iterations; i++) {
            try (NDManager iteration = scope.newSubManager()) {
                // Results belong to the manager of their first operand: this one's die with the iteration.
                state.attach(iteration);
                state = step.apply(state);
                state.attach(scope);
            }
        }
        return state.images();
    }
}
