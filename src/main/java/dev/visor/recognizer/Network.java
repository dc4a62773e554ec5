package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A function of faces whose weights training may move. */
public interface Network extends AutoCloseable {

    /** The weights that training moves, in place, always in the same order; they live until {@link #close()}. */
    List<NDArray> weights();

    /** Returns everything learned that has to be stored, in an order of its own: at least {@link #weights}. */
    default List<NDArray> state() {
        return weights();
    }

    /**
     * Computes what the network makes of a batch, by its weights as they are now.
     *
     * @param faces [N, 3, H, W], RGB, 0..255
     * @return differentiable in the weights, and in the faces where they ask for it; attached to the manager of {@code faces}
     */
    NDArray forward(NDArray faces);

    @Override
    void close();
}
