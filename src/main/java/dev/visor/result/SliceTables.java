package dev.visor.result;

import static dev.visor.result.csv.CsvWriter.NOT_APPLICABLE;

import dev.visor.core.PhotoId;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.result.csv.Columns;
import dev.visor.result.csv.CsvTable;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code slices.csv} and {@code slice_metrics.csv}: which probes fall into which groups, and the rates of these. */
final class SliceTables {

    static final String LABELS = "slices.csv";
    static final List<String> LABEL_COLUMNS = List.of("photo", "column", "value");
    static final String RATES = "slice_metrics.csv";
    static final List<String> RATE_COLUMNS = rateColumns();

    private SliceTables() {}

    private static List<String> rateColumns() {
        List<String> columns = new ArrayList<>(MetricsFile.COLUMNS);
        columns.addAll(List.of("column", "group", "compared", "worst_low", "worst_high"));
        return List.copyOf(columns);
    }

    static void writeLabels(Path directory, List<SliceLabel> labels) {
        CsvWriter.whole(
                directory.resolve(LABELS),
                LABEL_COLUMNS,
                labels.stream()
                        .map(label -> List.of(
                                CsvWriter.name(label.photo().value()),
                                CsvWriter.name(label.column()),
                                CsvWriter.name(label.group()))));
    }

    static List<SliceLabel> readLabels(Path directory) {
        return new CsvTable(directory.resolve(LABELS), Columns.of(LABEL_COLUMNS))
                .read(row -> new SliceLabel(new PhotoId(row.name("photo")), row.name("column"), row.name("value")));
    }

    static void writeRates(Path directory, List<SliceValue> values) {
        CsvWriter.whole(directory.resolve(RATES), RATE_COLUMNS, values.stream().map(SliceTables::row));
    }

    static List<SliceValue> readRates(Path directory) {
        return new CsvTable(directory.resolve(RATES), Columns.of(RATE_COLUMNS))
                .read(row -> new SliceValue(
                        MetricsFile.value(row),
                        row.name("column"),
                        row.name("group"),
                        (int) row.count("compared"),
                        row.interval("worst_low", "worst_high")));
    }

    static List<String> row(SliceValue value) {
        List<String> row = new ArrayList<>(MetricsFile.row(value.value()));
        row.add(CsvWriter.name(value.column()));
        row.add(CsvWriter.name(value.group()));
        row.add(Integer.toString(value.compared()));
        row.add(value.worst().map(Interval::low).map(Decimals::digits).orElse(NOT_APPLICABLE));
        row.add(value.worst().map(Interval::high).map(Decimals::digits).orElse(NOT_APPLICABLE));
        return row;
    }
}
