package dev.visor.result.csv;

import dev.visor.core.file.UnfinishedFile;
import dev.visor.core.file.WholeFile;
import dev.visor.core.text.SpreadsheetText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of a CSV file under a fixed header: UTF-8, lines end in a line feed, {@code -} where a column does not apply, no formulas for
 * spreadsheets.
 */
public final class CsvWriter implements AutoCloseable {

    public static final String NOT_APPLICABLE = "-";

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final Path file;
    private final List<String> columns;
    private final CSVPrinter printer;
    private final Optional<UnfinishedFile> unfinished;
    private boolean broken;

    /** @param unfinished what it writes to, if it is to finish it */
    private CsvWriter(Path file, List<String> columns, Writer out, Optional<UnfinishedFile> unfinished)
            throws IOException {
        this.file = file;
        this.unfinished = unfinished;
        this.columns = columns;
        this.printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(columns);
    }

    /** Streams into what takes the place of the file when it is closed; not, if a row could not be written. */
    public static CsvWriter stream(Path file, List<String> columns) {
        try {
            UnfinishedFile unfinished = UnfinishedFile.begin(file);
            Writer out = new BufferedWriter(new OutputStreamWriter(unfinished.out(), StandardCharsets.UTF_8), 1 << 16);
            return new CsvWriter(file, columns, out, Optional.of(unfinished));
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    /** Writes all rows, or leaves the file as it was. */
    public static void whole(Path file, List<String> columns, Stream<List<String>> rows) {
        WholeFile.write(file, out -> text(file, columns, rows, out));
    }

    /** Writes all rows to a file that is already being written. */
    public static void text(Path file, List<String> columns, Stream<List<String>> rows, Writer out) throws IOException {
        CsvWriter csv = new CsvWriter(file, columns, out, Optional.empty());
        rows.forEach(csv::row);
        csv.printer.flush();
    }

    public void row(List<String> values) {
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
            broken = true;
            throw WholeFile.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        if (unfinished.isEmpty()) {
            return;
        }
        try (UnfinishedFile open = unfinished.get()) {
            if (!broken) {
                printer.flush();
                open.finish();
            }
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    /** A name as it is written; one that would read as "does not apply" is refused. */
    public static String name(String value) {
        if (value.equals(NOT_APPLICABLE)) {
            throw new IllegalArgumentException("\"-\" means that a column does not apply; it cannot be a name");
        }
        return value;
    }
}
