package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a masking defense makes of faces: before a recognizer learns from them, and before it is asked about one.
 *
 * <p>Everything is attached to the manager of {@code faces}. One instance serves one training, on one thread.
 */
public interface Masking extends AutoCloseable {

    /** Channels of what the recognizer is given: 3 for pixels. Height and width stay those of the face. */
    int channels();

    /**
     * What the recognizer learns from.
     *
     * @param faces [N, 3, S, S], RGB, 0..255, not to be written to
     * @param people who is on each, 0..classes - 1
     * @param random for all that is drawn for this batch
     * @return inputs and shares in the order of {@code faces}: row i is about face i first
     */
    TrainingBatch learn(NDArray faces, int[] people, int classes, RandomGenerator random);

    /**
     * What the recognizer is asked with: the same representation of single faces, never mixed.
     *
     * @param faces [N, 3, S, S], RGB, 0..255
     * @return [N, {@link #channels}, S, S], about -1..1, differentiable in the faces
     */
    NDArray show(NDArray faces, RandomGenerator random);

    /**
     * What a representation looks like: the inverse transformation, as far as there is one.
     *
     * @param inputs [N, {@link #channels}, S, S], as {@link #learn} and {@link #show} give them
     * @return [N, 3, S, S], RGB, 0..255
     */
    NDArray picture(NDArray inputs);

    /** Whether {@link #show} differs from query to query. */
    default boolean draws() {
        return false;
    }

    /** What the recognizer's own optimizer moves together with the recognizer's weights, but without their decay; empty if nothing. */
    default List<NDArray> weights() {
        return List.of();
    }

    /** Everything learned that has to be stored with the recognizer's weights: at least {@link #weights}. */
    default List<NDArray> state() {
        return weights();
    }

    /**
     * Told of the losses that a lesson led to, before the recognizer takes its step; a strategy that learns does so here.
     *
     * @param losses of each row of the lesson, [N]
     */
    default void learned(TrainingBatch lesson, float[] losses) {}

    /** Named figures since the last call, once an epoch: what a strategy did; empty if there is nothing to tell. */
    default Map<String, Double> diary() {
        return Map.of();
    }

    @Override
    default void close() {}
}
