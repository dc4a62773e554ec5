package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** The state that an optimizer keeps beside the weights. */
final class OptimizerState {

    private OptimizerState() {}

    static NDManager beside(List<NDArray> weights) {
        return weights.get(0).getManager().newSubManager();
    }

    /** Zeros of the weights' shapes; not through the weights, which would record them. */
    static List<NDArray> zeros(NDManager memory, List<NDArray> weights) {
        return weights.stream()
                .map(weight -> memory.zeros(weight.getShape(), weight.getDataType()))
                .toList();
    }
}
