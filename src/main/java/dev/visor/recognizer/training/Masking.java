package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Masks faces for a training-side defense: before a recognizer learns from them, and before it is asked about one.
 *
 * <p>Everything is attached to the manager of {@code faces}. One instance serves one training, on one thread.
 */
public interface Masking extends AutoCloseable {

    /** The number of channels of the recognizer's input: 3 for pixels. Height and width stay those of the face. */
    int channels();

    /**
     * Masks a batch of faces for the recognizer to learn from.
     *
     * @param faces [N, 3, S, S], RGB, 0..255, not to be written to
     * @param people the person on each face, 0..classes - 1
     * @param random source of all that is drawn for this batch
     * @return inputs and shares in the order of {@code faces}: row i is about face i first
     */
    TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random);

    /**
     * Masks faces to ask the recognizer about: the same representation of single faces, never mixed.
     *
     * @param faces [N, 3, S, S], RGB, 0..255
     * @return [N, {@link #channels}, S, S], about -1..1, differentiable in the faces
     */
    NDArray maskForQuery(NDArray faces, RandomGenerator random);

    /**
     * Turns masked faces into pixels by the inverse transformation, as far as there is one.
     *
     * @param inputs [N, {@link #channels}, S, S], as {@link #maskForTraining} and {@link #maskForQuery} give them
     * @return [N, 3, S, S], RGB, 0..255
     */
    NDArray visualize(NDArray inputs);

    /** Whether {@link #maskForQuery} differs from query to query. */
    default boolean isRandomized() {
        return false;
    }

    /** Parameters that the recognizer's own optimizer moves together with its weights, but without their decay; empty if there are none. */
    default List<NDArray> weights() {
        return List.of();
    }

    /** Every learned array that has to be stored with the recognizer's weights: at least {@link #weights}. */
    default List<NDArray> state() {
        return weights();
    }

    /**
     * Takes the losses of a batch, before the recognizer takes its step; a strategy that learns does so here.
     *
     * @param losses of each row of the batch, [N]
     */
    default void learned(TrainingBatch batch, float[] losses) {}

    /** Returns named figures of what a strategy did since the last call, once an epoch; empty if there are none. */
    default Map<String, Double> trainingMetrics() {
        return Map.of();
    }

    @Override
    default void close() {}
}
