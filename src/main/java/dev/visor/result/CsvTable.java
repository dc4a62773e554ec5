package dev.visor.result;

import dev.visor.core.InputError;
import dev.visor.core.Printable;
import dev.visor.core.SpreadsheetText;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with exactly the columns expected, read row by row. */
final class CsvTable {

    /** A hundred times the largest record that we know of. */
    static final long MOST_BYTES = 1L << 32;

    private final Path file;
    private final List<String> columns;

    CsvTable(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    Path file() {
        return file;
    }

    int index(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(file.getFileName() + " has no column " + column);
        }
        return index;
    }

    <T> List<T> read(Function<CsvRow, T> row) {
        List<T> rows = new ArrayList<>();
        each(r -> rows.add(row.apply(r)));
        return List.copyOf(rows);
    }

    /**
     * Hands over the rows one by one, in the order of the file.
     *
     * @throws InputError if the file is missing, is no CSV, or does not have these columns
     */
    void each(Consumer<CsvRow> consumer) {
        try (RowCursor rows = open()) {
            while (rows.peek().isPresent()) {
                consumer.accept(rows.take());
            }
        }
    }

    /**
     * Opens the file for reading row by row.
     *
     * @throws InputError as {@link #each}
     */
    RowCursor open() {
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        try {
            Reader text =
                    new RecordFolder(folder).text(MOST_BYTES, file.getFileName().toString());
            try {
                return new RowCursor(this, new RowReader(text));
            } catch (IOException | RuntimeException e) {
                text.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s is missing: a run record has it once the run is under way; give the folder of a run"
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Of what reading it has thrown. */
    InputError unreadable(Exception e) {
        Throwable cause = e.getCause() instanceof IOException inner ? inner : e;
        String reason =
                cause instanceof CharacterCodingException ? "it holds bytes that are no UTF-8" : cause.getMessage();
        return new InputError("%s cannot be read as CSV: %s".formatted(file, reason), e);
    }

    void checkHeader(List<String> found) {
        if (found.isEmpty()) {
            throw new InputError("%s is empty, expected the columns %s".formatted(file, String.join(",", columns)));
        }
        for (int i = 0; i < Math.max(found.size(), columns.size()); i++) {
            String is = i < found.size() ? found.get(i) : "nothing";
            String expected = i < columns.size() ? columns.get(i) : "nothing";
            if (!is.equals(expected)) {
                throw new InputError("%s line 1: column %d is \"%s\", expected \"%s\"; the columns are %s"
                        .formatted(file, i + 1, Printable.brief(is), expected, String.join(",", columns)));
            }
        }
    }

    CsvRow row(CSVRecord record, long line) {
        String[] values = record.values();
        if (values.length != columns.size()) {
            String column = columns.get(Math.min(values.length, columns.size() - 1));
            throw new InputError(
                    "%s line %d: %d columns, expected %d (see column %s); the record was changed or cut off"
                            .formatted(file, line, values.length, columns.size(), column));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = SpreadsheetText.read(values[i]);
        }
        CsvRow row = new CsvRow(this, line, values);
        columns.forEach(row::requireSome);
        return row;
    }
}
