package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gradients of several losses at one point, from one forward pass.
 *
 * <p>DJL's own collector allows one backward pass per forward pass and one collector per process; here the graph is kept
 * until the last loss has been differentiated.
 */
public final class Gradients {

    private Gradients() {}

    /**
     * Computes with recording on or off, and leaves it as it was.
     *
     * @param on whether what is computed can be differentiated afterwards
     */
    public static <T> T recording(boolean on, Supplier<T> work) {
        boolean before = isRecording();
        record(on);
        try {
            return work.get();
        } finally {
            record(before);
        }
    }

    /** Whether what is computed now is recorded, to be differentiated. */
    public static boolean isRecording() {
        return JniUtils.isGradMode();
    }

    /** Switches recording until somebody else does: for steps that alternate; {@link #recording} puts it back by itself. */
    public static void record(boolean on) {
        JniUtils.setGradMode(on);
    }

    /** Makes {@code x} a leaf whose gradient is wanted; what is computed from it from now on is recorded. */
    public static NDArray leaf(NDArray x) {
        record(true);
        x.setRequiresGradient(true);
        return x;
    }

    /**
     * The gradient of a scalar loss.
     *
     * @param keepGraph whether another loss of the same forward pass is still to be differentiated
     * @return of the shape of {@code leaf}, attached to its manager
     */
    public static NDArray of(NDArray loss, NDArray leaf, boolean keepGraph) {
        backward(loss, keepGraph);
        return taken(leaf);
    }

    /**
     * The gradients of a scalar loss with respect to several leaves, from one backward pass.
     *
     * @param leaves made by {@link #leaf}
     * @return one for each leaf, of its shape, attached to its manager; zeros if the loss does not depend on it
     */
    public static List<NDArray> of(NDArray loss, List<NDArray> leaves) {
        backward(loss, false);
        return leaves.stream().map(Gradients::taken).toList();
    }

    private static void backward(NDArray loss, boolean keepGraph) {
        try (NDArray one = loss.getManager().ones(new Shape(), DataType.FLOAT32).toType(loss.getDataType(), false)) {
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, keepGraph, false);
        }
    }

    private static NDArray taken(NDArray leaf) {
        try (NDArray accumulated = leaf.getGradient()) {
            NDArray gradient = accumulated.duplicate();
            // libtorch adds to what is there: leave nothing for the next loss.
            JniUtils.zeroGrad((PtNDArray) leaf);
            return gradient;
        }
    }

    /** Counts those of a batch's gradients, [B, ...], that are zero everywhere or hold what is no finite number. */
    public static int useless(NDArray gradient) {
        int useless = 0;
        try (NDArray rows = gradient.reshape(gradient.getShape().get(0), -1);
                NDArray absolute = rows.abs();
                NDArray sums = absolute.sum(new int[] {1});
                NDArray single = sums.toType(DataType.FLOAT32, true)) {
            for (float sum : single.toFloatArray()) {
                useless += sum > 0 && sum < Float.POSITIVE_INFINITY ? 0 : 1;
            }
        }
        return useless;
    }
}
