package dev.visor.core.file;

import dev.visor.core.InputError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An array of numbers from a {@code .npy} file: its shape, and its values in C order (the last index runs fastest). */
public final class NpyArray {

    /** Every whole number up to this one has a double of its own. */
    private static final long EXACT = 1L << 53;

    private final String source;
    private final NpyType type;
    private final List<Integer> shape;
    private final ByteBuffer data;

    /**
     * @param source what to call it in messages
     * @param data of just the length that type and shape need, in its byte order
     */
    NpyArray(String source, NpyType type, List<Integer> shape, ByteBuffer data) {
        this.source = source;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.data = data;
    }

    /** An array of 32-bit numbers, to be written; the values are copied. */
    public static NpyArray of(float[] values, int... shape) {
        ByteBuffer data = buffer(NpyType.FLOAT32, values.length, shape);
        data.asFloatBuffer().put(values);
        return new NpyArray("array", NpyType.FLOAT32, boxed(shape), data);
    }

    /** An array of 64-bit numbers, to be written; the values are copied. */
    public static NpyArray of(double[] values, int... shape) {
        ByteBuffer data = buffer(NpyType.FLOAT64, values.length, shape);
        data.asDoubleBuffer().put(values);
        return new NpyArray("array", NpyType.FLOAT64, boxed(shape), data);
    }

    /** An array of whole numbers, to be written; the values are copied. */
    public static NpyArray of(long[] values, int... shape) {
        ByteBuffer data = buffer(NpyType.INT64, values.length, shape);
        data.asLongBuffer().put(values);
        return new NpyArray("array", NpyType.INT64, boxed(shape), data);
    }

    /** An array of bytes, each 0..255, to be written; the values are copied. */
    public static NpyArray of(byte[] values, int... shape) {
        ByteBuffer data = buffer(NpyType.UINT8, values.length, shape);
        data.duplicate().put(values);
        return new NpyArray("array", NpyType.UINT8, boxed(shape), data);
    }

    private static ByteBuffer buffer(NpyType type, int values, int... shape) {
        long needed = 1;
        for (int side : shape) {
            needed = Math.multiplyExact(needed, side);
        }
        if (needed != values) {
            throw new IllegalArgumentException(
                    "an array of shape %s has %d values, got %d".formatted(shown(boxed(shape)), needed, values));
        }
        return ByteBuffer.allocate(Math.multiplyExact(values, type.size())).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Integer> boxed(int... shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    public NpyType type() {
        return type;
    }

    /** The length of each axis; empty for a single number. */
    public List<Integer> shape() {
        return shape;
    }

    /** Returns the number of values that it holds. */
    public int size() {
        return data.capacity() / type.size();
    }

    /** All values as 32-bit numbers, rounded where the file holds more digits. */
    public float[] floats() {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) type.number(data, i);
        }
        return values;
    }

    /**
     * All values, exactly.
     *
     * @throws InputError if a whole number is too large for that
     */
    public double[] doubles() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.number(data, i);
            if (type == NpyType.INT64 && Math.abs(values[i]) > EXACT) {
                throw wrong("value %d is %d, expected whole numbers up to 2^53", i, data.getLong(i * type.size()));
            }
        }
        return values;
    }

    /**
     * Makes sure that no value is infinite or no number.
     *
     * @return this
     * @throws InputError that names the first which is
     */
    public NpyArray requireFinite() {
        for (int i = 0; i < size(); i++) {
            if (!Double.isFinite(type.number(data, i))) {
                throw wrong("value %d of %d is %s, expected finite numbers", i, size(), type.number(data, i));
            }
        }
        return this;
    }

    /**
     * Makes sure that it has a shape.
     *
     * @param expected the length of each axis, -1 where any will do
     * @return this
     * @throws InputError that names both shapes
     */
    public NpyArray requireShape(int... expected) {
        boolean same = expected.length == shape.size();
        for (int i = 0; same && i < expected.length; i++) {
            same = expected[i] < 0 || expected[i] == shape.get(i);
        }
        if (!same) {
            throw wrong("its shape is %s, expected %s", shown(shape), shown(boxed(expected)));
        }
        return this;
    }

    /** The values as they lie in the file, from the first, in their byte order. */
    ByteBuffer data() {
        return data.asReadOnlyBuffer().order(data.order()).rewind();
    }

    /** {@code (112, 112, 3)}, as NumPy prints it. */
    static String shown(List<Integer> shape) {
        return shape.stream()
                .map(side -> side < 0 ? "any" : Integer.toString(side))
                .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
    }

    private InputError wrong(String what, Object... values) {
        return new InputError(source + ": " + String.format(Locale.ROOT, what, values));
    }
}
