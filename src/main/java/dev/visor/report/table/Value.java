package dev.visor.report.table;

import java.util.List;
import java.util.Optional;

/**
 * The value of a table's cell.
 *
 * @param text the value itself, {@link #DASH} if there is none
 * @param details smaller lines below it, such as intervals
 * @param reason why there is none; empty where there is one, or where nothing is known
 */
public record Value(String text, List<String> details, Optional<String> reason) {

    /** Stands where no value is. */
    public static final String DASH = "–";

    public Value {
        details = List.copyOf(details);
    }

    public static Value of(String text, String... details) {
        return new Value(text, List.of(details), Optional.empty());
    }

    public static Value missing(String reason) {
        return new Value(DASH, List.of(), Optional.of(reason));
    }

    public static Value missing() {
        return of(DASH);
    }
}
