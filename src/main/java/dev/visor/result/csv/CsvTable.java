package dev.visor.result.csv;

import dev.visor.core.InputError;
import dev.visor.core.text.Printable;
import dev.visor.core.text.SpreadsheetText;
import dev.visor.result.format1.FormatOneTable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with the columns expected, read row by row; one of an older format is handed over as one of today's. */
public final class CsvTable {

    /** A hundred times the largest record that we know of. */
    public static final long MOST_BYTES = 1L << 32;

    private final Path file;
    private final Optional<Columns> columns;
    private final Optional<FormatOneTable> older;

    /** @param older how a row becomes one of today's; empty if it is one */
    public CsvTable(Path file, Optional<Columns> columns, Optional<FormatOneTable> older) {
        this.file = file;
        this.columns = columns;
        this.older = older;
    }

    public CsvTable(Path file, Columns columns) {
        this(file, Optional.of(columns), Optional.empty());
    }

    /** A table as it is, whatever its columns. */
    public static CsvTable asWritten(Path file) {
        return new CsvTable(file, Optional.empty(), Optional.empty());
    }

    Path file() {
        return file;
    }

    /** Returns the file's name of a column. */
    String nameInFile(String column) {
        return older.map(table -> table.former(column)).orElse(column);
    }

    public <T> List<T> read(Function<CsvRow, T> row) {
        List<T> rows = new ArrayList<>();
        each(r -> rows.add(row.apply(r)));
        return List.copyOf(rows);
    }

    /**
     * Hands over the rows one by one, in the order of the file.
     *
     * @throws InputError if the file is missing, is no CSV, or does not have these columns
     */
    public void each(Consumer<CsvRow> consumer) {
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
    public RowCursor open() {
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

    /** Returns the error of what reading it has thrown. */
    InputError unreadable(Exception e) {
        Throwable cause = e.getCause() instanceof IOException inner ? inner : e;
        String reason =
                cause instanceof CharacterCodingException ? "it holds bytes that are no UTF-8" : cause.getMessage();
        return new InputError("%s cannot be read as CSV: %s".formatted(file, reason), e);
    }

    /**
     * Returns the header of the file's columns.
     *
     * @throws InputError if they are not those of the table
     */
    Header header(List<String> found) {
        if (columns.isEmpty()) {
            return new Header(
                    Columns.of(found), IntStream.range(0, found.size()).toArray(), found.size());
        }
        Columns inFile = older.map(table -> Columns.of(table.columns())).orElse(columns.get());
        if (found.isEmpty()) {
            throw new InputError(
                    "%s is empty, expected the columns %s".formatted(file, String.join(",", inFile.names())));
        }
        try {
            return new Header(inFile, inFile.in(found), found.size());
        } catch (Columns.WrongHeader e) {
            String is = e.column() < found.size() ? found.get(e.column()) : "nothing";
            throw new InputError(
                    "%s line 1: column %d is \"%s\", expected \"%s\"; the columns are %s"
                            .formatted(
                                    file,
                                    e.column() + 1,
                                    Printable.brief(is),
                                    e.expected(),
                                    String.join(",", inFile.names())),
                    e);
        }
    }

    /**
     * The columns of a file.
     *
     * @param at where each stands; -1 for one that the file lacks
     * @param width how many the file has
     */
    record Header(Columns columns, int[] at, int width) {

        String value(String[] cells, int column) {
            String name = columns.names().get(column);
            return at[column] < 0 ? columns.whereAbsent(name) : SpreadsheetText.read(cells[at[column]]);
        }
    }

    CsvRow row(CSVRecord record, long line, Header header) {
        String[] cells = record.values();
        List<String> names = header.columns().names();
        if (cells.length != header.width()) {
            String column = names.get(Math.min(cells.length, names.size() - 1));
            throw new InputError(
                    "%s line %d: %d columns, expected %d (see column %s); the record was changed or cut off"
                            .formatted(file, line, cells.length, header.width(), column));
        }
        List<String> values = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            values.add(header.value(cells, i));
        }
        CsvRow row = new CsvRow(this, line, header.columns(), values);
        row.requireSome();
        return older.isEmpty()
                ? row
                : new CsvRow(this, line, columns.orElseThrow(), older.get().today(values));
    }
}
