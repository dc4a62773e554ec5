package dev.visor.attack.inversion.algebra;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/** Random numbers as tensors, from generators that are handed in. */
public final class Gaussian {

    private Gaussian() {}

    /** Independent normal values of mean zero. */
    public static NDArray values(NDManager manager, Shape shape, double deviation, RandomGenerator random) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return manager.create(values, shape);
    }
}
