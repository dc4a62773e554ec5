package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.Network;
import dev.visor.tensor.Compute;
import java.util.List;

/** Multiplies everything by one number. */
public final class OneWeight implements Network {

    private final NDArray weight;

    public OneWeight(double start, Compute compute) {
        weight = compute.manager().create(new double[] {start}, new Shape(1)).toType(DataType.FLOAT32, false);
    }

    public double value() {
        return weight.toFloatArray()[0];
    }

    @Override
    public List<NDArray> weights() {
        return List.of(weight);
    }

    @Override
    public NDArray forward(NDArray faces) {
        return faces.mul(weight);
    }

    @Override
    public void close() {
        weight.close();
    }
}
