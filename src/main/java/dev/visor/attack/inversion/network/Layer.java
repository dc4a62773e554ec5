package dev.visor.attack.inversion.network;

import ai.djl.ndarray.NDArray;

/** One step of a small network. */
@FunctionalInterface
public interface Layer {

    /** Differentiable in {@code x} and in the layer's weights; attached to the manager of {@code x}. */
    NDArray of(NDArray x);

    /** Returns this layer, followed by the next. */
    default Layer then(Layer next) {
        return x -> next.of(of(x));
    }
}
