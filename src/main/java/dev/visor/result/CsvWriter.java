package dev.visor.result;

import dev.visor.core.SpreadsheetText;
import dev.visor.core.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of a CSV file under a fixed header: UTF-8, lines end in a line feed, {@code -} where a column does not apply, no formulas for
 * spreadsheets.
 */
final class CsvWriter implements AutoCloseable {

    static final String NOT_APPLICABLE = "-";

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final Path file;
    private final List<String> columns;
    private final CSVPrinter printer;

    private CsvWriter(Path file, List<String> columns, BufferedWriter out) throws IOException {
        this.file = file;
        this.columns = columns;
        this.printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(columns);
    }

    /** Starts the file over and streams into it. */
    static CsvWriter stream(Path file, List<String> columns) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new CsvWriter(file, columns, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Writes all rows, or leaves the file as it was. */
    static void whole(Path file, List<String> columns, Stream<List<String>> rows) {
        WholeFile.write(file, out -> {
            CsvWriter csv = new CsvWriter(file, columns, out);
            rows.forEach(csv::row);
            csv.printer.flush();
        });
    }

    void row(List<String> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "%s has %d columns, got %d values".formatted(file.getFileName(), columns.size(), values.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isBlank()) {
                throw new IllegalArgumentException("%s: column %s is never empty; write %s where it does not apply"
                        .formatted(file.getFileName(), columns.get(i), NOT_APPLICABLE));
            }
        }
        try {
            printer.printRecord(values.stream().map(SpreadsheetText::written));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            printer.close(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A name as it is written; one that would read as "does not apply" is refused. */
    static String name(String value) {
        if (value.equals(NOT_APPLICABLE)) {
            throw new IllegalArgumentException("\"-\" means that a column does not apply; it cannot be a name");
        }
        return value;
    }
}
