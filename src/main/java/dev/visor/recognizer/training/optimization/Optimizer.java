package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import dev.visor.core.InputError;
import java.util.List;

/** Moves weights against their gradients; keeps what it needs from step to step. */
public interface Optimizer extends AutoCloseable {

    /**
     * One step, in place; called where no graph is recorded.
     *
     * @param gradients one for each weight, of its shape
     */
    void step(List<NDArray> gradients, double rate);

    /** Encodes what the optimizer keeps, as bytes. */
    byte[] encode();

    /**
     * Takes over what another one kept.
     *
     * @throws InputError if that one had other weights
     */
    void decode(byte[] encoded);

    @Override
    void close();
}
