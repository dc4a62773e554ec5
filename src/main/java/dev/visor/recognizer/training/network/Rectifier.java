package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.random.RandomGenerator;

/** A layer that sets values below zero to zero. */
public record Rectifier() implements Layer {

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of();
    }

    @Override
    public NDArray forward(NDArray x, WeightCursor weights) {
        return Activation.relu(x);
    }
}
