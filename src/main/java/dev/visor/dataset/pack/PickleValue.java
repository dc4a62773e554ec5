package dev.visor.dataset.pack;

import dev.visor.dataset.PhotoSource.Coding;
import java.util.ArrayList;
import java.util.List;

/** A value of a pickle of photos; bytes are known by where they lie, and not copied. */
sealed interface PickleValue {

    /**
     * Bytes or text.
     *
     * @param start in bytes from the file's beginning
     * @param text whether Python means letters, so that it is no photo
     */
    record Data(int start, int length, Coding coding, boolean text) implements PickleValue {

        Data asBytes() {
            return new Data(start, length, Coding.LATIN1_AS_UTF8, false);
        }
    }

    /** A list or a tuple; a list may grow after it was made. */
    record Items(List<PickleValue> all) implements PickleValue {

        Items() {
            this(new ArrayList<>());
        }

        /** Compares by identity: a list may hold itself. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return "a list of " + all.size();
        }
    }

    /** A whole number. */
    record Whole(long value) implements PickleValue {}

    /** True or false. */
    record Truth(boolean value) implements PickleValue {}

    /** None. */
    record Nothing() implements PickleValue {}

    /** One of the names that may stand in such a file; it is compared, never looked up. */
    record Symbol(Known known) implements PickleValue {}

    /** The type of a NumPy array's values, such as {@code u1}. */
    record NumberType(String word) implements PickleValue {}

    /** A NumPy array; its bytes are told after it was made. */
    final class Numbers implements PickleValue {

        private String type = "";
        private Data data;

        void set(String word, Data bytes) {
            type = word;
            data = bytes;
        }

        /** The bytes of an array of bytes; null if it is none, or was told none. */
        Data bytes() {
            return type.equals("u1") ? data : null;
        }
    }
}
