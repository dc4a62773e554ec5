package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * The products of fixed rows with other rows, in float32: every row with every row.
 *
 * <p>Threads may multiply at once.
 */
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
     * Multiplies, and hands the product to a reader.
     *
     * @param right rows after one another, as long as those that are kept
     * @param reader of a value for each other row, by kept row; what it is given lasts until it returns, as on a CPU it is the engine's own memory
     */
    public void with(float[] right, Consumer<FloatBuffer> reader) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray turned = array(scope, right).transpose();
            NDArray product = left.matMul(turned);
            product.attach(scope);
            reader.accept(
                    product.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
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
