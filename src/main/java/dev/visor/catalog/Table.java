package dev.visor.catalog;

import dev.visor.core.text.Printable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows for a person to read. */
public record Table(List<String> header, List<List<String>> rows) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Writes the table as in the README. */
    public String markdown() {
        String rule = "|" + "---|".repeat(header.size());
        return Stream.concat(Stream.of(row(header), rule), rows.stream().map(Table::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Columns of equal width, two blanks apart. */
    public String text() {
        List<List<String>> printable = rows.stream()
                .map(row -> row.stream().map(Printable::line).toList())
                .toList();
        int[] widths = IntStream.range(0, header.size())
                .map(column -> Stream.concat(Stream.of(header), printable.stream())
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return Stream.concat(Stream.of(header), printable.stream())
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths[column]))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(Printable::line)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
