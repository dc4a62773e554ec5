package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.chart.RowChart;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.TableScope;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accuracy of the recognizers: ten-fold accuracy, and true accepts at a false accept rate. */
public final class Accuracy {

    private static final String ACCURACY = "verification_accuracy";
    private static final Map<String, String> TARS =
            Map.of("tar_at_far", "TAR at FAR ", "tar_at_far_tenfold", "ten-fold TAR at FAR ");

    private Accuracy() {}

    public static List<Block> blocks(Run run) {
        List<String> countermeasures =
                List.of(Cell.NO_COUNTERMEASURE, run.countermeasures().headline());
        List<MetricValue> all = run.metrics().stream()
                .filter(v -> v.metric().equals(ACCURACY) || TARS.containsKey(v.metric()))
                .filter(v -> countermeasures.contains(v.cell().countermeasure()))
                .toList();
        List<Block> blocks = new ArrayList<>();
        List<Block> folded = new ArrayList<>();
        List<TableScope> slices = all.stream()
                .map(TableScope::of)
                .distinct()
                .sorted(TableScope.ORDER)
                .toList();
        for (TableScope slice : slices) {
            List<MetricValue> values = all.stream().filter(slice::holds).toList();
            boolean accuracy = values.stream().anyMatch(v -> v.metric().equals(ACCURACY));
            List<Block> told = accuracy ? blocks : folded;
            chart(run, slice, values).ifPresent(told::add);
            told.add(new Block.Tabular(table(run, slice, values)));
        }
        if (!folded.isEmpty()) {
            blocks.add(new Block.Details("True accept rates", folded));
        }
        return blocks;
    }

    /** A set of pairs to verify: photos under a defense, in a pairing, by a model. */
    private record Subject(Run.Protection protection, String pairing, String model) {

        static Subject of(MetricValue v) {
            return new Subject(
                    Run.Protection.of(v), v.pairing().word(), v.cell().model());
        }
    }

    private static Table table(Run run, TableScope slice, List<MetricValue> values) {
        List<Tar> tars = values.stream()
                .filter(v -> TARS.containsKey(v.metric()) && v.far().isPresent())
                .map(v -> new Tar(v.metric(), v.far().orElseThrow()))
                .distinct()
                .sorted(Comparator.comparing(Tar::metric).thenComparing(Tar::far, Comparator.reverseOrder()))
                .toList();
        boolean accuracy = values.stream().anyMatch(v -> v.metric().equals(ACCURACY));
        List<Column> columns = new ArrayList<>();
        if (accuracy) {
            columns.add(Column.number("accuracy"));
        }
        tars.forEach(tar -> columns.add(Column.number(tar.words())));
        columns.add(Column.number("pairs"));
        List<Row> rows = new ArrayList<>();
        Run.Protection above = null;
        for (Subject subject : subjects(run, values)) {
            List<MetricValue> own =
                    values.stream().filter(v -> Subject.of(v).equals(subject)).toList();
            List<Value> row = new ArrayList<>();
            if (accuracy) {
                row.add(value(run, own, ACCURACY, Optional.empty()));
            }
            tars.forEach(tar -> row.add(value(run, own, tar.metric(), Optional.of(tar.far()))));
            row.add(Value.of(Text.range(own.stream().mapToLong(MetricValue::n))));
            rows.add(new Row(
                    List.of(subject.protection().label(), subject.pairing(), subject.model()),
                    row,
                    !subject.protection().equals(above)));
            above = subject.protection();
        }
        return new Table(
                run.prefix() + "accuracy-" + slice.slug(),
                (accuracy ? "Ten-fold verification accuracy" : "True accept rates") + ", alignment "
                        + slice.alignment().word() + slice.tracker(),
                "Percent, with 95 % intervals below. Accuracy: mean over ten folds, each judged at the threshold that is best"
                        + " on the other nine. " + slice.words(),
                List.of("defense", "pairing", "recognizer"),
                columns,
                rows);
    }

    /** A column of true accept rates. */
    private record Tar(String metric, Far far) {

        String words() {
            return TARS.get(metric) + Text.rate(far.rate());
        }
    }

    private static List<Subject> subjects(Run run, List<MetricValue> values) {
        List<Run.Protection> protections = run.protections(values.stream().map(Run.Protection::of));
        List<String> models = run.models(values.stream());
        return values.stream()
                .map(Subject::of)
                .distinct()
                .sorted(Comparator.comparing((Subject s) -> protections.indexOf(s.protection()))
                        .thenComparing(Subject::pairing)
                        .thenComparing(s -> models.indexOf(s.model())))
                .toList();
    }

    private static Value value(Run run, List<MetricValue> own, String metric, Optional<Far> far) {
        return own.stream()
                .filter(v -> v.metric().equals(metric) && v.far().equals(far))
                .findFirst()
                .map(v -> new Value(
                        Text.fixed(v.value() * 100, 2),
                        v
                                .interval()
                                .map(i -> Text.fixed(i.low() * 100, 2) + "–" + Text.fixed(i.high() * 100, 2))
                                .stream()
                                .toList(),
                        Optional.empty()))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    private static Optional<Block> chart(Run run, TableScope slice, List<MetricValue> values) {
        List<RowChart.Bar> dots = new ArrayList<>();
        for (Subject subject : subjects(run, values)) {
            values.stream()
                    .filter(v -> v.metric().equals(ACCURACY) && Subject.of(v).equals(subject))
                    .findFirst()
                    .ifPresent(v -> dots.add(new RowChart.Bar(
                            subject.protection().isControl()
                                    ? subject.model()
                                    : "%s, %s, %s"
                                            .formatted(
                                                    subject.model(),
                                                    subject.protection().label(),
                                                    subject.pairing()),
                            v.value() * 100,
                            v.interval().map(PointChart::inPercent),
                            Math.max(0, run.color(subject.protection().defense())))));
        }
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Figure figure = new Figure(
                run.prefix() + "accuracy-" + slice.slug(),
                "Ten-fold accuracy of each recognizer with its interval; the numbers are in the table below.",
                "Ten-fold accuracy with 95 % intervals. The axis does not start at zero.",
                ink -> RowChart.dots(ink, "accuracy, %", dots));
        return Optional.of(new Block.Charts(List.of(figure)));
    }
}
