package dev.visor.core.file;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The kinds of numbers that a {@code .npy} file may hold here, by the word that NumPy writes into its header. */
public enum NpyType {
    BOOL("b1", 1),
    UINT8("u1", 1),
    INT32("i4", Integer.BYTES),
    INT64("i8", Long.BYTES),
    FLOAT32("f4", Float.BYTES),
    FLOAT64("f8", Double.BYTES);

    private final String word;
    private final int size;

    NpyType(String word, int size) {
        this.word = word;
        this.size = size;
    }

    /** Bytes of one value. */
    int size() {
        return size;
    }

    /** Returns the type's name as NumPy writes it, little-endian where that matters: {@code <f4}, {@code |u1}. */
    String descr() {
        return (size == 1 ? "|" : "<") + word;
    }

    /** The type of a {@code descr}, whatever its byte order; empty if it is another. */
    static Optional<NpyType> of(String descr) {
        for (NpyType type : values()) {
            if (descr.length() == 3
                    && descr.endsWith(type.word)
                    && (type.size == 1 ? "|<>" : "<>").indexOf(descr.charAt(0)) >= 0) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** One value; whole numbers beyond 2^53 are rounded, which {@link NpyArray#doubles} refuses. */
    double number(ByteBuffer data, int index) {
        return switch (this) {
            case BOOL, UINT8 -> data.get(index) & 0xff;
            case INT32 -> data.getInt(index * size);
            case INT64 -> data.getLong(index * size);
            case FLOAT32 -> data.getFloat(index * size);
            case FLOAT64 -> data.getDouble(index * size);
        };
    }
}
