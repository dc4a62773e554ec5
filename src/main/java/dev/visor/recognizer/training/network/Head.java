package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.random.RandomGenerator;

/** Maps embeddings to people. */
public interface Head {

    List<NDArray> create(RandomGenerator random, NDManager memory);

    /**
     * Computes what training makes small.
     *
     * @param embeddings [N, dimension], as the network gives them
     * @param shares [N, classes], of each person in each row
     * @return [N]
     */
    NDArray losses(NDArray embeddings, NDArray shares, WeightCursor weights);

    /** Returns who it is, in logarithms of probabilities: [N, classes]. */
    NDArray scores(NDArray embeddings, WeightCursor weights);
}
