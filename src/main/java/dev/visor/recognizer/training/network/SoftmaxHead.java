package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.random.RandomGenerator;

/** A linear layer and the cross-entropy with the shares: sum over people of share x -log probability. */
public record SoftmaxHead(Dense people) implements Head {

    public SoftmaxHead(int dimension, int classes) {
        this(new Dense(dimension, classes));
    }

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return people.create(random, memory);
    }

    @Override
    public NDArray losses(NDArray embeddings, NDArray shares, WeightCursor weights) {
        return scores(embeddings, weights).mul(shares).sum(new int[] {1}).neg();
    }

    @Override
    public NDArray scores(NDArray embeddings, WeightCursor weights) {
        return people.forward(embeddings, weights).logSoftmax(1);
    }
}
