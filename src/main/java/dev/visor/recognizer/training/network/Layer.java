package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A piece of a network: its weights are handed in, so that a batch may share them or bring a set for each row. */
public interface Layer {

    /** New weights, in the order in which {@link #forward} takes them. */
    List<NDArray> create(RandomGenerator random, NDManager memory);

    /**
     * @param x [N, C, H, W]
     * @return of the data type and manager of {@code x}, differentiable in it and in the weights
     */
    NDArray forward(NDArray x, WeightCursor weights);

    /** One after the other. */
    static Layer chain(Layer... layers) {
        List<Layer> all = List.of(layers);
        return new Layer() {
            @Override
            public List<NDArray> create(RandomGenerator random, NDManager memory) {
                List<NDArray> weights = new ArrayList<>();
                all.forEach(layer -> weights.addAll(layer.create(random, memory)));
                return weights;
            }

            @Override
            public NDArray forward(NDArray x, WeightCursor weights) {
                NDArray result = x;
                for (Layer layer : all) {
                    result = layer.forward(result, weights);
                }
                return result;
            }
        };
    }

    /** The sum of what two layers make of one input: a residual connection. */
    static Layer sum(Layer one, Layer other) {
        return new Layer() {
            @Override
            public List<NDArray> create(RandomGenerator random, NDManager memory) {
                List<NDArray> weights = new ArrayList<>(one.create(random, memory));
                weights.addAll(other.create(random, memory));
                return weights;
            }

            @Override
            public NDArray forward(NDArray x, WeightCursor weights) {
                NDArray first = one.forward(x, weights);
                return first.add(other.forward(x, weights));
            }
        };
    }

    /** Makes a layer that returns what it is given. */
    static Layer identity() {
        return chain();
    }
}
