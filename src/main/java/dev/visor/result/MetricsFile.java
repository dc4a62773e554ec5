package dev.visor.result;

import static dev.visor.result.csv.CsvWriter.NOT_APPLICABLE;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** {@code metrics.csv}: one row a number, with its cell's coordinates written out. */
final class MetricsFile {

    static final String FILE = "metrics.csv";
    static final List<String> COLUMNS = Stream.concat(
                    Cells.COLUMNS.stream(),
                    Stream.of(
                            "pairing",
                            "metric",
                            "value",
                            "ci_low",
                            "ci_high",
                            "cluster_low",
                            "cluster_high",
                            "n",
                            "unit",
                            "better",
                            "far"))
            .toList();

    private MetricsFile() {}

    static void write(Path directory, List<MetricValue> values) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, values.stream().map(MetricsFile::row));
    }

    static List<MetricValue> read(Path directory) {
        return RecordFile.METRICS.table(directory).read(MetricsFile::value);
    }

    static MetricValue value(CsvRow row) {
        return new MetricValue(
                Cells.cell(row),
                row.word("pairing", Pairing.class, Pairing::word),
                row.name("metric"),
                row.decimal("value"),
                row.interval("ci_low", "ci_high"),
                row.interval("cluster_low", "cluster_high"),
                row.count("n"),
                row.text("unit"),
                row.word("better", Better.class, Better::word),
                row.optional("far").map(f -> row.parsed("far", "a rate", t -> new Far(Double.parseDouble(t)))));
    }

    static List<String> row(MetricValue value) {
        List<String> row = new ArrayList<>(Cells.row(value.cell()));
        row.addAll(List.of(
                value.pairing().word(),
                CsvWriter.name(value.metric()),
                Decimals.digits(value.value()),
                end(value.interval(), Interval::low),
                end(value.interval(), Interval::high),
                end(value.clusterInterval(), Interval::low),
                end(value.clusterInterval(), Interval::high),
                Long.toString(value.n()),
                CsvWriter.name(value.unit()),
                value.better().word(),
                value.far().map(Far::toString).orElse(NOT_APPLICABLE)));
        return row;
    }

    private static String end(Optional<Interval> interval, ToDoubleFunction<Interval> end) {
        return interval.map(i -> Decimals.digits(end.applyAsDouble(i))).orElse(NOT_APPLICABLE);
    }
}
