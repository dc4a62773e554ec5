package dev.visor.recognizer.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a TensorFlow Lite file of one operator: tables first, and what they point to behind them. */
final class TfLiteBytes {

    private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Runnable> open = new ArrayList<>();

    /** A field of a table: a number of four bytes, or what it points to. */
    private interface Field {
        void write(int at);
    }

    /**
     * A file with an operator on images of 4 x 4 pixels and three channels; its filters are 0, 1, 2 and so on.
     *
     * @param sides of the filters
     */
    static byte[] convolution(int operator, int[] sides) {
        TfLiteBytes file = new TfLiteBytes();
        int count = Arrays.stream(sides).reduce(1, (a, b) -> a * b);
        ByteBuffer filters = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            filters.putFloat(i);
        }
        int[] image = {1, 4, 4, 3};
        file.bytes.position(4).put("TFL3".getBytes(StandardCharsets.US_ASCII));
        int root = file.table(
                file.number(3),
                file.tables(file.fields(file.number(operator), null, null, file.number(operator))),
                file.tables(file.fields(
                        file.tables(
                                file.fields(file.numbers(image), null, file.number(0)),
                                file.fields(file.numbers(sides), null, file.number(1)),
                                file.fields(file.numbers(image), null, file.number(0))),
                        file.numbers(0),
                        file.numbers(2),
                        file.tables(file.fields(
                                file.number(0),
                                file.numbers(0, 1),
                                file.numbers(2),
                                null,
                                file.tableOf(null, file.number(2), file.number(2)))))),
                null,
                file.tables(file.fields(), file.fields(file.raw(filters.array()))));
        file.bytes.putInt(0, root);
        while (!file.open.isEmpty()) {
            file.open.remove(0).run();
        }
        return Arrays.copyOf(file.bytes.array(), file.bytes.position());
    }

    private Field[] fields(Field... fields) {
        return fields;
    }

    private Field number(int value) {
        return at -> bytes.putInt(at, value);
    }

    private Field numbers(int... values) {
        return later(() -> {
            bytes.putInt(values.length);
            Arrays.stream(values).forEach(bytes::putInt);
        });
    }

    private Field raw(byte[] values) {
        return later(() -> bytes.putInt(values.length).put(values));
    }

    private Field tableOf(Field... fields) {
        return at -> open.add(() -> {
            int table = table(fields);
            bytes.putInt(at, table - at);
        });
    }

    private Field tables(Field[]... tables) {
        return later(() -> {
            bytes.putInt(tables.length);
            for (Field[] table : tables) {
                int at = bytes.position();
                bytes.putInt(0);
                tableOf(table).write(at);
            }
        });
    }

    private Field later(Runnable content) {
        return at -> open.add(() -> {
            bytes.putInt(at, bytes.position() - at);
            content.run();
        });
    }

    /** The list of fields, then the table; every field has four bytes. */
    private int table(Field... fields) {
        int list = bytes.position();
        bytes.putShort((short) (4 + 2 * fields.length)).putShort((short) (4 + 4 * fields.length));
        for (int i = 0; i < fields.length; i++) {
            bytes.putShort((short) (fields[i] == null ? 0 : 4 + 4 * i));
        }
        int table = bytes.position();
        bytes.putInt(table - list);
        bytes.position(table + 4 + 4 * fields.length);
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != null) {
                fields[i].write(table + 4 + 4 * i);
            }
        }
        return table;
    }
}
