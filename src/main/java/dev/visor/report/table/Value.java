package dev.visor.report.table;

import java.util.List;
import java.util.Optional;

/**
 * The value of a table's cell.
 *
 * @param text the value itself, {@link #DASH} if there is none
 * @param details smaller lines below it, such as intervals
 * @param reason why there is none; empty where there is one, or where nothing is known
 * @param shade how a page shows it; empty where as plain text, and always so in Markdown and LaTeX
 */
public record Value(String text, List<String> details, Optional<String> reason, Optional<Shade> shade) {

    /** Stands where no value is. */
    public static final String DASH = "–";

    public Value {
        details = List.copyOf(details);
    }

    /** Makes a value without a shade. */
    public Value(String text, List<String> details, Optional<String> reason) {
        this(text, details, reason, Optional.empty());
    }

    /**
     * A shade of a cell in a heat map, and what a page tells of the cell when it is pointed at.
     *
     * @param share 0..1, from pale to dark; negative for a cell that was not measured, which is hatched
     * @param lines that stand nowhere else: counts, p, the cell's id in the record
     * @param trials key of the trials that made the value, empty where the page has none
     */
    public record Shade(double share, List<String> lines, String trials) {

        /** Stands for no share: the cell was not measured. */
        public static final double UNMEASURED = -1;

        public Shade {
            lines = List.copyOf(lines);
        }

        /** Makes a shade that says nothing but how dark it is. */
        public static Shade of(double share) {
            return new Shade(share, List.of(), "");
        }
    }

    /** Returns the same value with a shade. */
    public Value shaded(Shade how) {
        return new Value(text, details, reason, Optional.of(how));
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
