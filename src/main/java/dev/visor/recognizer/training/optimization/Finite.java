package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;

/**
 * Lets finite numbers pass, and nothing else: what is no number spreads through a training in one step, and would be stored, and judged, as
 * if it had been learned.
 */
public final class Finite {

    private Finite() {}

    /**
     * Returns the value.
     *
     * @param what it is: {@code the loss}
     * @param when {@code epoch 3, batch 5}
     * @throws Divergence if it is no finite number
     */
    public static double number(double value, String what, String when) {
        if (!Double.isFinite(value)) {
            throw new Divergence("%s is %s in %s".formatted(what, value, when));
        }
        return value;
    }

    /**
     * Looks at arrays before a step follows them, or they are kept.
     *
     * @param arrays gradients, one for each weight, or the weights
     * @param what one of them is: {@code the gradient in weight}
     * @throws Divergence if one of them holds what is no finite number
     */
    public static void arrays(List<NDArray> arrays, String what, String when) {
        for (int i = 0; i < arrays.size(); i++) {
            if (!all(arrays.get(i))) {
                throw new Divergence("%s %d of %d, %s, is not finite in %s"
                        .formatted(what, i + 1, arrays.size(), arrays.get(i).getShape(), when));
            }
        }
    }

    /** {@link #arrays} of gradients. */
    public static void gradients(List<NDArray> gradients, String when) {
        arrays(gradients, "the gradient in weight", when);
    }

    /** A sum tells in one value; finite numbers whose sum is beyond single precision are looked at one by one. */
    private static boolean all(NDArray array) {
        try (NDArray sum = array.sum();
                NDArray single = sum.toType(DataType.FLOAT32, true)) {
            return Float.isFinite(single.getFloat())
                    || all(array.toType(DataType.FLOAT32, false).toFloatArray());
        }
    }

    static boolean all(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
