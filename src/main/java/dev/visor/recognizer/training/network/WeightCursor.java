package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Iterator;
import java.util.List;

/**
 * A network's weights, handed to its layers one after the other.
 *
 * <p>They come as one set for the whole batch, or as one set for each of its rows. From the latter a single backward pass gives every
 * row's own gradient, as DP-SGD needs it: no row's loss depends on another row's set.
 *
 * <p>What a layer gets is a view that belongs to the batch: of two tensors it is the left one that owns their product, and what was made of
 * a weight alone would stay for as long as the network.
 */
public final class WeightCursor {

    private final Iterator<NDArray> weights;
    private final NDManager batch;
    private final boolean perRow;

    private WeightCursor(NDManager batch, List<NDArray> weights, boolean perRow) {
        this.batch = batch;
        this.weights = weights.iterator();
        this.perRow = perRow;
    }

    /**
     * One set for all rows.
     *
     * @param batch owns what is made of the weights
     */
    public static WeightCursor shared(NDManager batch, List<NDArray> weights) {
        return new WeightCursor(batch, weights, false);
    }

    /**
     * @param batch owns what is made of the weights
     * @param weights each with a first dimension of rows
     */
    public static WeightCursor perRow(NDManager batch, List<NDArray> weights) {
        return new WeightCursor(batch, weights, true);
    }

    public boolean perRow() {
        return perRow;
    }

    NDArray next() {
        NDArray weight = weights.next();
        NDArray view = weight.reshape(weight.getShape());
        view.attach(batch);
        return view;
    }

    /** The next one as numbers for each channel, so that it multiplies or is added to [N, C, H, W]. */
    NDArray nextPerChannel(long channels) {
        return next().reshape(perRow ? -1 : 1, channels, 1, 1);
    }
}
