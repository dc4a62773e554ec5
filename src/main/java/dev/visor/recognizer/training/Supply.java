package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import java.util.Iterator;
import java.util.List;

/**
 * A network's weights, handed to its layers one after the other.
 *
 * <p>They come as one set for the whole batch, or as one set for each of its rows. From the latter a single backward pass gives every
 * row's own gradient, as DP-SGD needs it: no row's loss depends on another row's set.
 */
final class Supply {

    private final Iterator<NDArray> weights;
    private final boolean perRow;

    private Supply(List<NDArray> weights, boolean perRow) {
        this.weights = weights.iterator();
        this.perRow = perRow;
    }

    /** One set for all rows. */
    static Supply shared(List<NDArray> weights) {
        return new Supply(weights, false);
    }

    /** @param weights each with a first dimension of rows */
    static Supply perRow(List<NDArray> weights) {
        return new Supply(weights, true);
    }

    boolean perRow() {
        return perRow;
    }

    NDArray next() {
        return weights.next();
    }

    /** The next one as numbers for each channel, so that it multiplies or is added to [N, C, H, W]. */
    NDArray nextPerChannel(long channels) {
        return next().reshape(perRow ? -1 : 1, channels, 1, 1);
    }
}
