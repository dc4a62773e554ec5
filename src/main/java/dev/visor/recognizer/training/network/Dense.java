package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A product with a matrix, plus a bias, of everything that the image holds.
 *
 * @param in values of a row, whatever their shape
 */
public record Dense(int in, int out) implements Layer {

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of(
                Initializers.gaussian(new Shape(in, out), Math.sqrt(1. / in), random, memory),
                Initializers.constant(out, 0, memory));
    }

    /** @return [N, out] */
    @Override
    public NDArray forward(NDArray x, WeightCursor weights) {
        long rows = x.getShape().get(0);
        NDArray matrix = weights.next();
        return product(x.reshape(rows, in), matrix, weights.perRow())
                .add(weights.next().reshape(-1, out));
    }

    /**
     * @param x [N, in]
     * @param matrix [in, out], or [N, in, out]
     */
    static NDArray product(NDArray x, NDArray matrix, boolean perRow) {
        if (!perRow) {
            return x.matMul(matrix);
        }
        Shape shape = x.getShape();
        NDArray rows = x.reshape(shape.get(0), 1, shape.get(1)).matMul(matrix);
        return rows.reshape(shape.get(0), rows.getShape().get(2));
    }
}
