package dev.visor.result.csv;

import java.util.List;

/**
 * A row of a table as it is written.
 *
 * @param line of the file, from 1; the header has the first
 * @param values one a column, in the order of today's columns
 */
public record TextRow(long line, List<String> values) {

    public TextRow {
        values = List.copyOf(values);
    }
}
