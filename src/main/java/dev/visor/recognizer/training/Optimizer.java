package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Moves weights against their gradients; keeps what it needs from step to step. */
public interface Optimizer extends AutoCloseable {

    /**
     * One step, in place; called where no graph is recorded.
     *
     * @param gradients one for each weight, of its shape
     */
    void step(List<NDArray> gradients, double rate);

    @Override
    void close();
}
