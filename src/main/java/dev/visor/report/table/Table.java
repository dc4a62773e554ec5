package dev.visor.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A table, written once and rendered as HTML, Markdown and LaTeX.
 *
 * @param id unique on a page; letters, digits and hyphens
 * @param caption what is counted, over how many, and how to read a cell
 * @param stubs names of the leading columns, which head the rows
 * @param columns names of the other columns
 * @param notes sentences below it
 */
public record Table(
        String id,
        String title,
        String caption,
        List<String> stubs,
        List<Column> columns,
        List<Row> rows,
        List<String> notes) {

    private static final int LETTERS = 26;

    /** A table without notes. */
    public Table(String id, String title, String caption, List<String> stubs, List<Column> columns, List<Row> rows) {
        this(id, title, caption, stubs, columns, rows, List.of());
    }

    public Table {
        notes = List.copyOf(notes);
        stubs = List.copyOf(stubs);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.stubs().size() != stubs.size() || row.values().size() != columns.size()) {
                throw new IllegalArgumentException("table %s has %d + %d columns, a row has %d + %d"
                        .formatted(
                                id,
                                stubs.size(),
                                columns.size(),
                                row.stubs().size(),
                                row.values().size()));
            }
        }
    }

    /** Returns the same table with one more sentence below it. */
    public Table noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Table(id, title, caption, stubs, columns, rows, more);
    }

    /** Numbers are set flush right with digits of equal width, words flush left. */
    public record Column(String name, boolean numeric) {

        public static Column number(String name) {
            return new Column(name, true);
        }

        public static Column words(String name) {
            return new Column(name, false);
        }

        public static List<Column> numbers(List<String> names) {
            return names.stream().map(Column::number).toList();
        }
    }

    /**
     * @param stubs what the row is about, one for each leading column
     * @param startsGroup whether a rule belongs above it
     */
    public record Row(List<String> stubs, List<Value> values, boolean startsGroup) {

        public Row {
            stubs = List.copyOf(stubs);
            values = List.copyOf(values);
        }
    }

    /** The reasons of the missing values, each once, in reading order: the table's footnotes. */
    public List<String> reasons() {
        Set<String> reasons = new LinkedHashSet<>();
        for (Row row : rows) {
            row.values().forEach(value -> value.reason().ifPresent(reasons::add));
        }
        return new ArrayList<>(reasons);
    }

    /** The footnote letter of a reason: a, b, c, and so on; after z comes aa. */
    public String mark(String reason) {
        StringBuilder mark = new StringBuilder();
        for (int left = reasons().indexOf(reason); left >= 0; left = left / LETTERS - 1) {
            mark.insert(0, (char) ('a' + left % LETTERS));
        }
        return mark.toString();
    }

    /**
     * Counts the rows, from this one on and within its group, that share its stubs up to and including {@code stub}.
     */
    public int span(int row, int stub) {
        int end = row + 1;
        while (end < rows.size() && repeats(end, stub)) {
            end++;
        }
        return end - row;
    }

    /** Whether the row above, in the same group, already shows this stub; the last stub is always shown. */
    public boolean repeats(int row, int stub) {
        if (row == 0 || rows.get(row).startsGroup() || stub + 1 >= stubs.size()) {
            return false;
        }
        List<String> above = rows.get(row - 1).stubs();
        return rows.get(row).stubs().subList(0, stub + 1).equals(above.subList(0, stub + 1));
    }
}
