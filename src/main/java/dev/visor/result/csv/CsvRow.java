package dev.visor.result.csv;

import dev.visor.core.InputError;
import dev.visor.core.measure.Interval;
import dev.visor.core.text.PlainName;
import dev.visor.core.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** One row of a CSV file that knows where it stands: whatever cannot be read names file, line and column. */
public final class CsvRow {

    private final CsvTable table;
    private final long line;
    private final Columns columns;
    private final List<String> values;

    /** @param columns in the order of the values */
    CsvRow(CsvTable table, long line, Columns columns, List<String> values) {
        this.table = table;
        this.line = line;
        this.columns = columns;
        this.values = List.copyOf(values);
    }

    public long line() {
        return line;
    }

    public TextRow asText() {
        return new TextRow(line, values());
    }

    /** All values, in the order of the columns. */
    public List<String> values() {
        return values;
    }

    /** Whether the column holds a value rather than {@code -}. */
    public boolean has(String column) {
        return !raw(column).equals(CsvWriter.NOT_APPLICABLE);
    }

    /** No column is ever empty: what does not apply is {@code -}. */
    void requireSome() {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isBlank()) {
                throw wrong(columns.names().get(i), "a value");
            }
        }
    }

    /** The value of a column that always applies. */
    public String text(String column) {
        if (!has(column)) {
            throw wrong(column, "a value");
        }
        return raw(column);
    }

    /** An id, which may become part of a path or an anchor; {@code -} where the column does not apply. */
    public String name(String column) {
        if (!PlainName.is(raw(column))) {
            throw wrong(column, PlainName.RULE);
        }
        return raw(column);
    }

    /** Reads how many there are of something. */
    public long count(String column) {
        return atLeast(0, column, number(column), "a count, which is never negative");
    }

    /** Reads how many there are of something that is held in memory one by one, or a number that counts from 0. */
    public int wholeCount(String column) {
        return (int) atLeast(0, column, whole(column), "a count, which is never negative");
    }

    /** Seconds. */
    public double duration(String column) {
        double seconds = decimal(column);
        if (seconds < 0) {
            throw wrong(column, "a duration, which is never negative");
        }
        return seconds;
    }

    private long atLeast(long least, String column, long value, String expected) {
        if (value < least) {
            throw wrong(column, expected);
        }
        return value;
    }

    public Optional<String> optional(String column) {
        return has(column) ? Optional.of(text(column)) : Optional.empty();
    }

    public double decimal(String column) {
        double value = parsed(column, "a decimal number", Double::parseDouble);
        if (!Double.isFinite(value)) {
            throw wrong(column, "a finite number");
        }
        return value;
    }

    /** A cosine. */
    public double similarity(String column) {
        double value = decimal(column);
        if (Math.abs(value) > 1) {
            throw wrong(column, "a similarity in [-1, 1]");
        }
        return value;
    }

    public OptionalDouble optionalDecimal(String column) {
        return has(column) ? OptionalDouble.of(decimal(column)) : OptionalDouble.empty();
    }

    public int whole(String column) {
        return parsed(column, "a whole number", text -> Integer.parseInt(digits(text)));
    }

    public OptionalInt optionalWhole(String column) {
        return has(column) ? OptionalInt.of(whole(column)) : OptionalInt.empty();
    }

    public long number(String column) {
        return parsed(column, "a whole number", text -> Long.parseLong(digits(text)));
    }

    public Optional<Interval> interval(String low, String high) {
        if (!has(low) && !has(high)) {
            return Optional.empty();
        }
        double bottom = decimal(low);
        return Optional.of(parsed(high, "a number not below " + low, text -> new Interval(bottom, decimal(high))));
    }

    /** The constant whose word stands in the column. */
    public <E extends Enum<E>> E word(String column, Class<E> type, Function<E, String> word) {
        String text = text(column);
        for (E constant : type.getEnumConstants()) {
            if (word.apply(constant).equals(text)) {
                return constant;
            }
        }
        String words = String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(word).toList());
        throw wrong(column, "one of " + words);
    }

    /** The column's value, read by a function that throws {@link IllegalArgumentException} at what it cannot read. */
    public <T> T parsed(String column, String expected, Function<String, T> parser) {
        String text = text(column);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(column, expected);
        }
    }

    public InputError wrong(String column, String expected) {
        return new InputError("%s line %d: column %s holds \"%s\", expected %s; the record was changed or cut off"
                .formatted(table.file(), line, table.nameInFile(column), Printable.brief(raw(column)), expected));
    }

    /** Java takes the digits of every script for a number; what reads the table elsewhere may not. */
    private static String digits(String text) {
        if (!text.matches("[-+]?[0-9]+")) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private String raw(String column) {
        int index = columns.place(column);
        if (index < 0) {
            throw new IllegalArgumentException(table.file().getFileName() + " has no column " + column);
        }
        return values.get(index);
    }
}
