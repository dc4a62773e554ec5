package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A scalar that a training minimizes. */
@FunctionalInterface
public interface Objective {

    /**
     * The mean loss of a few examples.
     *
     * @return a scalar, differentiable in the weights
     */
    NDArray loss(Batch batch);

    /**
     * The way down from where the weights are: by default the gradient of {@link #loss}.
     *
     * @param weights leaves
     */
    default Slope slope(Batch batch, List<NDArray> weights) {
        NDArray loss = loss(batch);
        List<NDArray> gradients = Gradients.of(loss, weights);
        gradients.forEach(gradient -> gradient.attach(batch.scope()));
        return new Slope(loss.getFloat(), gradients);
    }

    /**
     * A slope for a step to follow.
     *
     * @param loss mean over the batch
     * @param gradients one for each weight, of its shape, attached to the batch's scope
     */
    record Slope(float loss, List<NDArray> gradients) {}

    /**
     * A few examples.
     *
     * @param scope owns what is made of them; closed after the step
     * @param examples indices into whatever is learned from
     * @param random for noise and flips; in validation the same in every epoch
     * @param learning whether the weights are moved by it; otherwise they are judged
     */
    record Batch(NDManager scope, int[] examples, RandomGenerator random, boolean learning) {

        /** The examples' items, in order. */
        public <T> List<T> of(List<T> items) {
            return Arrays.stream(examples).mapToObj(items::get).toList();
        }
    }
}
