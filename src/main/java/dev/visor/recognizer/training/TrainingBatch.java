package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The inputs and labels of one training step.
 *
 * @param inputs [N, C, S, S], about -1..1
 * @param shares [N, classes], each row sums to 1: how much of each person is in it
 * @param mixes how each row came about; a row that nothing was mixed into has itself alone
 */
public record TrainingBatch(NDArray inputs, NDArray shares, List<Mix> mixes) {

    public TrainingBatch {
        mixes = List.copyOf(mixes);
    }

    /**
     * The faces of the batch that a row is made of.
     *
     * @param members indices into the batch, the row's own first
     * @param shares of each, summing to 1
     */
    public record Mix(int[] members, float[] shares) {

        public static Mix alone(int row) {
            return new Mix(new int[] {row}, new float[] {1});
        }
    }
}
