package dev.visor.cli;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** Reads records whose values may each be possible, and not fit together: that is a sentence about the record, not a fault. */
final class UntrustedRecords {

    private UntrustedRecords() {}

    /** Runs work on records; whatever stops it is told with them. */
    static <T> T made(List<Path> records, Supplier<T> work) {
        try {
            return work.get();
        } catch (ArithmeticException
                | ClassCastException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NoSuchElementException
                | NegativeArraySizeException
                | NullPointerException e) {
            String names =
                    String.join(", ", records.stream().map(Path::toString).toList());
            throw new InputError(
                    "%s: values that do not fit together (%s at %s); the record was changed, or else this is a fault of Visor"
                            .formatted(names, e, e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]),
                    e);
        }
    }
}
