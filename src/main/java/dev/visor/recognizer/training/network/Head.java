package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.random.RandomGenerator;

/** From embeddings to people. */
public interface Head {

    List<NDArray> create(RandomGenerator random, NDManager memory);

    /**
     * What training makes small.
     *
     * @param embeddings [N, dimension], as the network gives them
     * @param shares [N, classes], of each person in each row
     * @return [N]
     */
    NDArray losses(NDArray embeddings, NDArray shares, WeightCursor weights);

    /** Who it is, in logarithms of probabilities: [N, classes]. */
    NDArray scores(NDArray embeddings, WeightCursor weights);
}
