package dev.visor.result;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file one after the other, for whoever reads several files at once. */
final class RowCursor implements AutoCloseable {

    private final CsvTable table;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private Optional<CsvRow> next = Optional.empty();

    /** @param parser at its start */
    RowCursor(CsvTable table, CSVParser parser) {
        this.table = table;
        this.parser = parser;
        this.records = parser.iterator();
        table.checkHeader(records.hasNext() ? records.next().toList() : List.of());
        advance();
    }

    /** The row that {@link #take} will hand over; empty at the end. */
    Optional<CsvRow> peek() {
        return next;
    }

    CsvRow take() {
        CsvRow row = next.orElseThrow(() -> new NoSuchElementException(table.file() + " is at its end"));
        advance();
        return row;
    }

    private void advance() {
        try {
            next = records.hasNext()
                    ? Optional.of(table.row(records.next(), parser.getCurrentLineNumber()))
                    : Optional.empty();
        } catch (UncheckedIOException e) {
            throw new InputError("%s cannot be read as CSV: %s".formatted(table.file(), e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + table.file(), e);
        }
    }
}
