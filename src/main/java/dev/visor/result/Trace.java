package dev.visor.result;

import dev.visor.result.csv.TextRow;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A few sums of a table's cells, by which the one cell that was changed afterwards can be found, and mostly what it held.
 *
 * <p>Every cell has a number, made of its line, its column and its text; a sum is the exclusive or of numbers, so what a change does
 * to a sum is the old number against the new one. One sum a column tells the column; one sum for each binary digit of the line,
 * over all lines that have it, tells the line. Two changes or more hide each other. This finds accidents and withstands no forger:
 * that a file was changed is told by its SHA-256.
 *
 * @param columns 16 hexadecimal digits for each column
 * @param lines likewise for each binary digit of the line's number, the lowest first
 */
public record Trace(List<String> columns, List<String> lines) {

    /** Characters that people write in one place of a cell by mistake. */
    private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/+ ,";

    private static final int LINE_DIGITS = 40;

    public Trace {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    /**
     * The cell that was changed.
     *
     * @param before what it held; empty if more than one character of it was changed
     */
    public record Change(long line, String column, String now, Optional<String> before) {}

    /** Computes the trace of a table as it is now. */
    static Trace of(RunRecord record, RecordFile file) {
        Sums sums = new Sums(record.writtenColumns(file).size());
        record.forEachWrittenRow(file, sums::add);
        return sums.trace();
    }

    /**
     * Compares the table with its trace of earlier.
     *
     * @return empty if nothing that a reader of the table would see was changed, or if it was more than one cell
     */
    public static Optional<Change> between(Trace earlier, RunRecord record, RecordFile file) {
        Trace now = of(record, file);
        if (now.columns.size() != earlier.columns.size()) {
            return Optional.empty();
        }
        int[] changed = IntStream.range(0, now.columns.size())
                .filter(column -> !now.columns.get(column).equals(earlier.columns.get(column)))
                .toArray();
        if (changed.length != 1) {
            return Optional.empty();
        }
        int column = changed[0];
        long difference = number(now.columns.get(column)) ^ number(earlier.columns.get(column));
        OptionalLong line = line(now.lines, earlier.lines, difference);
        List<String> columns = record.writtenColumns(file);
        List<Change> changes = new ArrayList<>();
        record.forEachWrittenRow(file, row -> {
            if (line.equals(OptionalLong.of(row.line()))) {
                String text = row.values().get(column);
                changes.add(new Change(
                        row.line(), columns.get(column), text, before(row.line(), column, text, difference)));
            }
        });
        return changes.stream().findFirst();
    }

    /** The line whose digits' sums all moved by the difference, and whose other sums did not; empty if there is none. */
    private static OptionalLong line(List<String> now, List<String> earlier, long difference) {
        long line = 0;
        for (int digit = 0; digit < Math.max(now.size(), earlier.size()); digit++) {
            long moved = digit(now, digit) ^ digit(earlier, digit);
            if (moved != 0 && moved != difference) {
                return OptionalLong.empty();
            }
            line |= moved == 0 ? 0 : 1L << digit;
        }
        return OptionalLong.of(line);
    }

    /** The text with one character replaced, dropped or put in whose number makes the difference. */
    private static Optional<String> before(long line, int column, String now, long difference) {
        long wanted = number(line, column, now) ^ difference;
        return neighbors(now)
                .filter(text -> number(line, column, text) == wanted)
                .findFirst();
    }

    private static Stream<String> neighbors(String text) {
        return IntStream.rangeClosed(0, text.length()).boxed().flatMap(at -> {
            String head = text.substring(0, at);
            String tail = text.substring(at);
            String shorter = tail.isEmpty() ? tail : tail.substring(1);
            return Stream.concat(
                    Stream.of(head + shorter),
                    CHARACTERS
                            .chars()
                            .mapToObj(c -> (char) c)
                            .flatMap(c -> Stream.of(head + c + shorter, head + c + tail)));
        });
    }

    private static long digit(List<String> lines, int digit) {
        return digit < lines.size() ? number(lines.get(digit)) : 0;
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    /**
     * Computes the number of a cell: FNV-1a over its characters from a start of its own, mixed as SplittableRandom
     * mixes.
     */
    private static long number(long line, int column, String text) {
        long hash = mix(line * 1024 + column);
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static final class Sums {

        private final long[] columns;
        private final long[] lines = new long[LINE_DIGITS];
        private long last;

        Sums(int columns) {
            this.columns = new long[columns];
        }

        void add(TextRow row) {
            long all = 0;
            for (int column = 0; column < columns.length; column++) {
                long number = number(row.line(), column, row.values().get(column));
                columns[column] ^= number;
                all ^= number;
            }
            last = Math.max(last, row.line());
            for (int digit = 0; last >> digit > 0; digit++) {
                lines[digit] ^= (row.line() >> digit & 1) == 1 ? all : 0;
            }
        }

        Trace trace() {
            int digits = Long.SIZE - Long.numberOfLeadingZeros(last);
            return new Trace(
                    hex(LongStream.of(columns)), hex(LongStream.of(lines).limit(digits)));
        }

        private static List<String> hex(LongStream numbers) {
            return numbers.mapToObj(number -> HexFormat.of().toHexDigits(number))
                    .toList();
        }
    }
}
