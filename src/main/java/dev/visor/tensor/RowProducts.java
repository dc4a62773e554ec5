package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/** The products of fixed rows with other rows, in float32: every row with every row. */
public final class RowProducts implements AutoCloseable {

    private final NDManager manager;
    private final NDArray left;
    private final int columns;

    /**
     * Keeps rows on the device.
     *
     * @param left rows after one another
     */
    public RowProducts(Compute compute, float[] left, int columns) {
        this.manager = compute.manager().newSubManager();
        this.columns = columns;
        this.left = array(manager, left);
    }

    /**
     * Multiplies.
     *
     * @param right rows after one another, as long as those that are kept
     * @return by kept row, a value for each other row
     */
    public float[] with(float[] right) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray turned = array(scope, right).transpose();
            NDArray product = left.matMul(turned);
            product.attach(scope);
            return product.toFloatArray();
        }
    }

    private NDArray array(NDManager owner, float[] values) {
        return owner.create(FloatBuffer.wrap(values), new Shape(values.length / columns, columns));
    }

    @Override
    public void close() {
        manager.close();
    }
}
