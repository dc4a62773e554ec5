package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Initial values of weights. */
public final class Initializers {

    private Initializers() {}

    public static NDArray gaussian(Shape shape, double deviation, RandomGenerator random, NDManager memory) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return memory.create(values, shape);
    }

    static NDArray constant(int size, double value, NDManager memory) {
        float[] values = new float[size];
        Arrays.fill(values, (float) value);
        return memory.create(values, new Shape(size));
    }
}
