package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import dev.visor.core.InputError;
import dev.visor.recognizer.Network;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network's weights as bytes: how many arrays, then the shape and the 32-bit values of each, little end first. The same on
 * every machine.
 */
public final class Weights {

    private static final int MAGIC = 0x31305756;

    private Weights() {}

    /** {@link Network#state}. */
    public static byte[] encode(Network network) {
        return encode(network.state());
    }

    static byte[] encode(List<NDArray> weights) {
        int size = 8;
        for (NDArray weight : weights) {
            size += 4
                    + 8 * weight.getShape().dimension()
                    + Float.BYTES * (int) weight.getShape().size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(weights.size());
        for (NDArray weight : weights) {
            long[] shape = weight.getShape().getShape();
            bytes.putInt(shape.length);
            for (long side : shape) {
                bytes.putLong(side);
            }
            for (float value : weight.toFloatArray()) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    /**
     * Gives a network these weights.
     *
     * @throws InputError if they are no weights, or another network's
     */
    public static void decode(byte[] encoded, Network network) {
        decode(encoded, network.state());
    }

    static void decode(byte[] encoded, List<NDArray> weights) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (bytes.getInt() != MAGIC || bytes.getInt() != weights.size()) {
                throw otherNetwork();
            }
            for (NDArray weight : weights) {
                weight.set(values(bytes, weight));
            }
        } catch (BufferUnderflowException e) {
            throw otherNetwork();
        }
        if (bytes.hasRemaining()) {
            throw otherNetwork();
        }
    }

    private static FloatBuffer values(ByteBuffer bytes, NDArray weight) {
        long[] shape = weight.getShape().getShape();
        if (bytes.getInt() != shape.length) {
            throw otherNetwork();
        }
        for (long side : shape) {
            if (bytes.getLong() != side) {
                throw otherNetwork();
            }
        }
        float[] values = new float[(int) weight.getShape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return FloatBuffer.wrap(values);
    }

    private static InputError otherNetwork() {
        return new InputError("stored weights do not fit the network that they are to be loaded into: train it again");
    }
}
