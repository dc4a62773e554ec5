package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.GroupNorm;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.Rectifier;
import java.util.List;

/** The pieces that both halves of the network are made of. */
final class Blocks {

    private Blocks() {}

    /** A convolution of 3 x 3, normalized and rectified. */
    static Layer block(int in, int out, int stride) {
        return Layer.chain(Convolution.same(in, out, 3, stride), new GroupNorm(out), new Rectifier());
    }

    /** Returns zeros of the shapes of weights, so that what they make starts with nothing. */
    static List<NDArray> silent(List<NDArray> weights, NDManager memory) {
        return weights.stream().map(weight -> memory.zeros(weight.getShape())).toList();
    }

    /** Returns a view of a weight that belongs to the batch: what is made of a weight alone would stay for as long as the network. */
    static NDArray view(NDArray weight, NDManager batch) {
        NDArray view = weight.reshape(weight.getShape());
        view.attach(batch);
        return view;
    }
}
