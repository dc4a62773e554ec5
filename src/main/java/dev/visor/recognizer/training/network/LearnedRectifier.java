package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.random.RandomGenerator;

/** PReLU: what is below zero is multiplied by a weight of its channel; He et al., ICCV 2015, with their start at 0.25. */
public record LearnedRectifier(int channels) implements Layer {

    private static final double START = .25;

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of(Initializers.constant(channels, START, memory));
    }

    @Override
    public NDArray forward(NDArray x, WeightCursor weights) {
        return Activation.relu(x).sub(Activation.relu(x.neg()).mul(weights.nextPerChannel(channels)));
    }
}
