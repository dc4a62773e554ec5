package dev.visor.recognizer.training.optimization;

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

    /**
     * {@link Network#state}.
     *
     * @throws Divergence if a weight is no finite number: such are never stored
     */
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
            float[] values = weight.toFloatArray();
            if (!Finite.all(values)) {
                throw new Divergence("a weight, %s, is not finite".formatted(weight.getShape()));
            }
            for (float value : values) {
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

    /** Whether these are weights, of whatever network, and all of them finite numbers. */
    public static boolean areFinite(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (bytes.getInt() != MAGIC) {
                return false;
            }
            for (int left = bytes.getInt(); left > 0; left--) {
                long size = 1;
                for (int sides = bytes.getInt(); sides > 0; sides--) {
                    size *= bytes.getLong();
                }
                for (; size > 0; size--) {
                    if (!Float.isFinite(bytes.getFloat())) {
                        return false;
                    }
                }
            }
        } catch (BufferUnderflowException e) {
            return false;
        }
        return !bytes.hasRemaining();
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
