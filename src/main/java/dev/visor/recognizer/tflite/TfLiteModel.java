package dev.visor.recognizer.tflite;

import dev.visor.recognizer.onnx.Unsupported;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A TensorFlow Lite file with one graph: its tensors, the bytes of those that are constant, and its operators in the order of their execution.
 *
 * <p>Fields are numbered as in TensorFlow's {@code schema.fbs}, version 3.
 *
 * @param inputs numbers of tensors
 * @param outputs likewise
 */
record TfLiteModel(List<Tensor> tensors, List<Operator> operators, int[] inputs, int[] outputs) {

    /** The letters of the file's kind. */
    private static final String KIND = "TFL3";

    /** Types of tensors. */
    static final int FLOAT32 = 0;

    static final int FLOAT16 = 1;
    static final int INT32 = 2;

    /** The newer field of an operator's code; older files have a byte instead, which ends at 127. */
    private static final int CODE = 3;

    /**
     * A tensor.
     *
     * @param sides batch, height, width, channels, where it is an image
     * @param type one of the numbers above, or another
     * @param content bytes of a constant; none where it is computed
     */
    record Tensor(int[] sides, int type, ByteBuffer content) {

        boolean isConstant() {
            return content.capacity() > 0;
        }

        /** Returns the values of a constant of real numbers. */
        float[] reals() {
            int width = type == FLOAT16 ? Short.BYTES : Float.BYTES;
            if (type != FLOAT32 && type != FLOAT16 || content.capacity() != size() * width) {
                throw new Unsupported("a constant of type %d, %d bytes and sides %s"
                        .formatted(type, content.capacity(), Arrays.toString(sides)));
            }
            float[] values = new float[content.capacity() / width];
            for (int i = 0; i < values.length; i++) {
                values[i] = type == FLOAT16 ? half(content.getShort(i * width)) : content.getFloat(i * width);
            }
            return values;
        }

        /** Returns the values of a constant of whole numbers. */
        int[] wholes() {
            if (type != INT32 || content.capacity() != size() * Integer.BYTES) {
                throw new Unsupported("a constant of type %d where whole numbers are expected".formatted(type));
            }
            int[] values = new int[content.capacity() / Integer.BYTES];
            for (int i = 0; i < values.length; i++) {
                values[i] = content.getInt(i * Integer.BYTES);
            }
            return values;
        }

        private long size() {
            long size = 1;
            for (int side : sides) {
                size *= side;
            }
            return size;
        }
    }

    /**
     * An operator.
     *
     * @param code its number in the schema
     * @param inputs numbers of tensors; -1 where one is left out
     * @param outputs numbers of tensors
     * @param options of the operator
     */
    record Operator(int code, int[] inputs, int[] outputs, FlatTable options) {}

    /**
     * Reads a file.
     *
     * @throws Unsupported if it is none, points beyond its end, or has several graphs
     */
    static TfLiteModel read(byte[] file) {
        if (!FlatTable.isOf(file, KIND)) {
            throw new Unsupported("bytes that are no TensorFlow Lite file");
        }
        try {
            FlatTable root = FlatTable.root(file);
            List<FlatTable> graphs = root.tables(2);
            if (graphs.size() != 1) {
                throw new Unsupported("%d graphs".formatted(graphs.size()));
            }
            int[] codes = root.tables(1).stream().mapToInt(TfLiteModel::code).toArray();
            List<ByteBuffer> buffers =
                    root.tables(4).stream().map(buffer -> buffer.raw(0)).toList();
            FlatTable graph = graphs.get(0);
            List<Tensor> tensors = graph.tables(0).stream()
                    .map(tensor ->
                            new Tensor(tensor.wholes(0), tensor.small(1, FLOAT32), buffers.get(tensor.whole(2, 0))))
                    .toList();
            List<Operator> operators = graph.tables(3).stream()
                    .map(operator -> new Operator(
                            codes[operator.whole(0, 0)], operator.wholes(1), operator.wholes(2), operator.table(4)))
                    .toList();
            return new TfLiteModel(tensors, operators, graph.wholes(1), graph.wholes(2));
        } catch (IndexOutOfBoundsException e) {
            throw new Unsupported("a file that points beyond its end (" + e.getMessage() + ")");
        }
    }

    private static int code(FlatTable operator) {
        return Math.max(operator.small(0, 0), operator.whole(CODE, 0));
    }

    /** The value of a number of 16 bits: a sign, 5 bits of exponent, 10 of fraction (IEEE 754). */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : exponent == 0x1f
                        ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                        : Math.scalb((float) (fraction | 0x400), exponent - 25);
        return bits < 0 ? -size : size;
    }
}
