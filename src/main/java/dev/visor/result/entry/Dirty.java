package dev.visor.result.entry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether the code differed from the commit that is recorded; {@code unknown} where nobody could tell. */
public enum Dirty {
    YES(true, ", with uncommitted changes"),
    NO(false, ""),
    UNKNOWN("unknown", ", with or without changes");

    private final Object written;
    private final String words;

    Dirty(Object written, String words) {
        this.written = written;
        this.words = words;
    }

    /** {@code true}, {@code false} or {@code "unknown"}. */
    @JsonValue
    Object written() {
        return written;
    }

    @JsonCreator
    static Dirty read(Object written) {
        for (Dirty dirty : values()) {
            if (dirty.written.equals(written)) {
                return dirty;
            }
        }
        throw new IllegalArgumentException("dirty must be true, false or \"unknown\", got \"" + written + "\"");
    }

    /** Returns the words to say behind the commit. */
    public String words() {
        return words;
    }
}
