package dev.visor.result.csv;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file one after the other, for whoever reads several files at once. */
public final class RowCursor implements AutoCloseable {

    /** A hundred times the largest record that we know of. */
    private static final long MOST_ROWS = 30_000_000;

    private final CsvTable table;
    private final RowReader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final CsvTable.Header header;
    private long rows;
    private Optional<CsvRow> next = Optional.empty();

    /** @param reader at the file's start; closed with the cursor */
    RowCursor(CsvTable table, RowReader reader) throws IOException {
        this.table = table;
        this.reader = reader;
        this.parser = CSVFormat.DEFAULT.parse(reader);
        this.records = parser.iterator();
        this.header = table.header(record().map(CSVRecord::toList).orElse(List.of()));
        advance();
    }

    /** The columns of the file. */
    public List<String> columns() {
        return header.columns().names();
    }

    /** The row that {@link #take} will hand over; empty at the end. */
    public Optional<CsvRow> peek() {
        return next;
    }

    public CsvRow take() {
        CsvRow row = next.orElseThrow(() -> new NoSuchElementException(table.file() + " is at its end"));
        advance();
        return row;
    }

    private void advance() {
        next = record().map(record -> table.row(record, parser.getCurrentLineNumber(), header));
        if (++rows > MOST_ROWS) {
            throw new InputError("%s holds more than %d rows, which no record does".formatted(table.file(), MOST_ROWS));
        }
    }

    private Optional<CSVRecord> record() {
        try {
            reader.nextRow();
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw table.unreadable(e);
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
