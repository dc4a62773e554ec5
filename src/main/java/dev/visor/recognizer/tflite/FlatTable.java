package dev.visor.recognizer.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a FlatBuffer, its fields by their numbers in the schema.
 *
 * <p>Every place that a file points to is looked up within its bytes: a file that points elsewhere gives an {@link IndexOutOfBoundsException}. Format:
 * flatbuffers.dev, "Internals".
 *
 * @param bytes of the file, little end first
 * @param place of the table, in bytes from the start
 */
record FlatTable(ByteBuffer bytes, int place) {

    /** Bytes of a table's list of fields before the first one, and of each. */
    private static final int FIRST = 4;

    private static final int EACH = 2;

    /** Bytes before the letters that identify a kind of file. */
    private static final int IDENTIFIER = 4;

    /** Returns the table that a file begins with. */
    static FlatTable root(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(bytes, bytes.getInt(0));
    }

    /** Whether a file says of itself that it is of a kind, by four letters. */
    static boolean isOf(byte[] file, String kind) {
        return file.length >= IDENTIFIER + kind.length()
                && new String(file, IDENTIFIER, kind.length(), StandardCharsets.ISO_8859_1).equals(kind);
    }

    /** Returns where a field is; 0 if it has its default. */
    private int at(int field) {
        int fields = place - bytes.getInt(place);
        int entry = FIRST + EACH * field;
        int offset = entry < (bytes.getShort(fields) & 0xffff) ? bytes.getShort(fields + entry) & 0xffff : 0;
        return offset == 0 ? 0 : place + offset;
    }

    /** Returns a field of four bytes. */
    int whole(int field, int otherwise) {
        int at = at(field);
        return at == 0 ? otherwise : bytes.getInt(at);
    }

    /** Returns a field of one byte, without sign. */
    int small(int field, int otherwise) {
        int at = at(field);
        return at == 0 ? otherwise : bytes.get(at) & 0xff;
    }

    /** Returns a table within; with no fields where there is none. */
    FlatTable table(int field) {
        int at = at(field);
        return at == 0 ? empty() : new FlatTable(bytes, at + bytes.getInt(at));
    }

    /** Returns tables within, in order. */
    List<FlatTable> tables(int field) {
        List<FlatTable> tables = new ArrayList<>();
        int start = start(field);
        for (int i = 0; i < length(field, Integer.BYTES); i++) {
            int at = start + Integer.BYTES * i;
            tables.add(new FlatTable(bytes, at + bytes.getInt(at)));
        }
        return tables;
    }

    /** Returns a list of numbers of four bytes; empty where there is none. */
    int[] wholes(int field) {
        int[] numbers = new int[length(field, Integer.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getInt(start(field) + Integer.BYTES * i);
        }
        return numbers;
    }

    /** Returns a list of bytes, which are not copied; empty where there is none. */
    ByteBuffer raw(int field) {
        int start = start(field);
        return bytes.slice(start, length(field, 1)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns where the items of a list begin; 0 if there is none. */
    private int start(int field) {
        int at = at(field);
        return at == 0 ? 0 : at + bytes.getInt(at) + Integer.BYTES;
    }

    /** Returns how many items a list has; they must lie within the file. */
    private int length(int field, int size) {
        int start = start(field);
        if (start == 0) {
            return 0;
        }
        int length = bytes.getInt(start - Integer.BYTES);
        if (length < 0 || length > (bytes.capacity() - start) / size) {
            throw new IndexOutOfBoundsException("a list of " + length + " items at byte " + start);
        }
        return length;
    }

    /** A list of fields that has none, and a table that points back to it. */
    private static FlatTable empty() {
        ByteBuffer none = ByteBuffer.allocate(FIRST + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        none.putShort(0, (short) FIRST).putInt(FIRST, FIRST);
        return new FlatTable(none, FIRST);
    }
}
