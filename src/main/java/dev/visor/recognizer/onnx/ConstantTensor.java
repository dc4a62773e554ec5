package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A constant of an ONNX file: weights, or whole numbers.
 *
 * @param sides empty for a single number
 * @param values of real numbers; null for whole ones
 * @param wholes of whole numbers; null for real ones
 */
public record ConstantTensor(long[] sides, float[] values, long[] wholes) {

    /** The most values that a constant may have. */
    private static final long MOST = 1L << 29;

    /** @throws Unsupported if its numbers are of another type, or fewer than its sides need */
    static ConstantTensor of(TensorProto tensor) {
        long[] sides = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long count = 1;
        for (long side : sides) {
            if (side < 0 || side > MOST) {
                throw new Unsupported("a constant of sides " + Arrays.toString(sides));
            }
            count *= Math.max(1, side);
            if (count > MOST) {
                throw new Unsupported("a constant of sides " + Arrays.toString(sides));
            }
        }
        int size = Arrays.stream(sides).anyMatch(side -> side == 0) ? 0 : (int) count;
        // A file that was read as one array gives buffers that begin within it.
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean inRaw = !tensor.getRawData().isEmpty();
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == null) {
            throw new Unsupported("a constant of type " + tensor.getDataType());
        }
        try {
            return switch (type) {
                case FLOAT -> real(sides, size, i -> inRaw ? raw.getFloat(i * Float.BYTES) : tensor.getFloatData(i));
                case DOUBLE ->
                    real(sides, size, i -> (float) (inRaw ? raw.getDouble(i * Double.BYTES) : tensor.getDoubleData(i)));
                case INT64 -> whole(sides, size, i -> inRaw ? raw.getLong(i * Long.BYTES) : tensor.getInt64Data(i));
                case INT32, BOOL ->
                    whole(
                            sides,
                            size,
                            i -> inRaw && type == TensorProto.DataType.INT32
                                    ? raw.getInt(i * Integer.BYTES)
                                    : inRaw ? raw.get(i) : tensor.getInt32Data(i));
                default -> throw new Unsupported("a constant of type " + type);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new Unsupported(
                    "a constant with fewer numbers than its sides %s need".formatted(Arrays.toString(sides)));
        }
    }

    private interface Real {
        float at(int i);
    }

    private interface Whole {
        long at(int i);
    }

    private static ConstantTensor real(long[] sides, int size, Real value) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = value.at(i);
        }
        return new ConstantTensor(sides, values, null);
    }

    private static ConstantTensor whole(long[] sides, int size, Whole value) {
        long[] wholes = new long[size];
        for (int i = 0; i < size; i++) {
            wholes[i] = value.at(i);
        }
        return new ConstantTensor(sides, null, wholes);
    }

    static ConstantTensor ofNumbers(List<Long> numbers) {
        return new ConstantTensor(
                new long[] {numbers.size()},
                null,
                numbers.stream().mapToLong(Long::longValue).toArray());
    }

    int size() {
        return values == null ? wholes.length : values.length;
    }

    boolean isReal() {
        return values != null;
    }

    /** @throws Unsupported if it holds no number */
    double number() {
        if (size() < 1) {
            throw new Unsupported("an empty constant in place of a number");
        }
        return isReal() ? values[0] : wholes[0];
    }

    /** Returns the same numbers in one row. */
    ConstantTensor flat() {
        return new ConstantTensor(new long[] {size()}, values, wholes);
    }
}
