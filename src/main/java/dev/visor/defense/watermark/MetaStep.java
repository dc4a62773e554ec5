package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.optimization.Objective.Slope;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A step of meta-optimization, to first order (Finn et al., "Model-agnostic meta-learning", ICML 2017): the way down of a training loss at the
 * weights as they are, plus that of a test loss a step further on. Steps that serve one and hurt the other cancel.
 */
final class MetaStep {

    private MetaStep() {}

    /**
     * Adds both slopes; the weights stay as they are.
     *
     * @param weights leaves
     * @param training makes a scalar loss of the weights as they are then
     * @param test likewise, after the inner step
     * @param rate of the inner step
     * @param scope owns the gradients
     */
    static Slope of(
            List<NDArray> weights, Supplier<NDArray> training, Supplier<NDArray> test, double rate, NDManager scope) {
        NDArray before = training.get();
        List<NDArray> first = gradients(before, weights, scope);
        List<NDArray> kept = Gradients.recording(false, () -> moved(weights, first, rate));
        NDArray after;
        List<NDArray> second;
        try {
            after = test.get();
            second = gradients(after, weights, scope);
        } finally {
            Gradients.recording(false, () -> restored(weights, kept));
        }
        List<NDArray> sum = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            sum.add(first.get(i).add(second.get(i)));
        }
        return new Slope(before.getFloat() + after.getFloat(), sum);
    }

    private static List<NDArray> gradients(NDArray loss, List<NDArray> weights, NDManager scope) {
        List<NDArray> gradients = Gradients.of(loss, weights);
        gradients.forEach(gradient -> gradient.attach(scope));
        return gradients;
    }

    /** Goes the inner step, and returns the weights as they were. */
    private static List<NDArray> moved(List<NDArray> weights, List<NDArray> gradients, double rate) {
        List<NDArray> kept = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            NDArray copy = weights.get(i).duplicate();
            copy.attach(gradients.get(i).getManager());
            kept.add(copy);
            try (NDArray step = gradients.get(i).duplicate()) {
                weights.get(i).subi(step.muli(rate));
            }
        }
        return kept;
    }

    private static boolean restored(List<NDArray> weights, List<NDArray> kept) {
        for (int i = 0; i < weights.size(); i++) {
            kept.get(i).copyTo(weights.get(i));
        }
        return true;
    }
}
