package dev.visor.result;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with exactly the columns expected, read row by row. */
final class CsvTable {

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
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.DEFAULT.parse(reader)) {
            boolean header = true;
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (header) {
                    checkHeader(record.toList());
                    header = false;
                } else {
                    consumer.accept(row(record, line));
                }
            }
            if (header) {
                throw new InputError("%s is empty, expected the columns %s".formatted(file, String.join(",", columns)));
            }
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s is missing: a run record has it once the run is under way; give the folder of a run"
                            .formatted(file),
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new InputError("%s cannot be read as CSV: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Opens the file for reading row by row.
     *
     * @throws InputError as {@link #each}
     */
    RowCursor open() {
        try {
            return new RowCursor(this, CSVFormat.DEFAULT.parse(Files.newBufferedReader(file)));
        } catch (IOException e) {
            throw new InputError("%s cannot be read: %s; give the folder of a run".formatted(file, e.getMessage()), e);
        }
    }

    void checkHeader(List<String> found) {
        for (int i = 0; i < Math.max(found.size(), columns.size()); i++) {
            String is = i < found.size() ? found.get(i) : "nothing";
            String expected = i < columns.size() ? columns.get(i) : "nothing";
            if (!is.equals(expected)) {
                throw new InputError("%s line 1: column %d is \"%s\", expected \"%s\"; the columns are %s"
                        .formatted(file, i + 1, is, expected, String.join(",", columns)));
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
        return new CsvRow(this, line, values);
    }
}
