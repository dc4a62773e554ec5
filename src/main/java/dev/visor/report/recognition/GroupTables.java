package dev.visor.report.recognition;

import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.run.TableScope;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The headline rates by group of photos, where the data set says which photo falls into which: one table a column and rate. */
public final class GroupTables {

    private final Run run;
    private final List<SliceValue> values;

    private GroupTables(Run run, List<SliceValue> values) {
        this.run = run;
        this.values = values;
    }

    /** A topic of one table. */
    private record Topic(String column, String metric, Optional<Far> far, TableScope slice) {

        static Topic of(SliceValue value) {
            MetricValue number = value.value();
            return new Topic(value.column(), number.metric(), number.far(), TableScope.of(number));
        }

        String words() {
            return metric + far.map(f -> " at FAR " + Text.rate(f.rate())).orElse("") + " by " + column;
        }
    }

    /** Makes the section; empty where the run told no groups. */
    public static Optional<Section> section(Run run) {
        RunRecord record = new RunRecord(run.directory());
        if (run.info().status() != RunInfo.Status.COMPLETED || !record.has(RecordFile.SLICE_METRICS)) {
            return Optional.empty();
        }
        return Section.of(
                run.prefix() + "groups",
                "By group: whom does it protect least?",
                new GroupTables(run, record.sliceMetrics()).blocks());
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<Block> folded = new ArrayList<>();
        for (Topic topic : values.stream().map(Topic::of).distinct().toList()) {
            Block table = new Block.Tabular(table(
                    topic,
                    values.stream().filter(v -> Topic.of(v).equals(topic)).toList()));
            (topic.slice().isHeadline(run) ? blocks : folded).add(table);
        }
        if (!folded.isEmpty()) {
            blocks.add(new Block.Details("other alignments and countermeasures", folded));
        }
        return blocks;
    }

    private Table table(Topic topic, List<SliceValue> rates) {
        List<String> groups = rates.stream()
                .map(SliceValue::group)
                .distinct()
                .sorted(Comparator.comparing((String group) -> group.equals(SliceLabel.UNLABELLED))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Column> columns = new ArrayList<>(Column.numbers(groups));
        columns.add(Column.words("worst group"));
        List<Row> rows = new ArrayList<>();
        for (Protection protection : run.protections(rates.stream().map(v -> Protection.of(v.value())))) {
            boolean first = true;
            List<MetricValue> own = rates.stream()
                    .map(SliceValue::value)
                    .filter(v -> Protection.of(v).equals(protection))
                    .toList();
            for (String model : run.models(own.stream())) {
                rows.add(row(protection, model, groups, rates, first));
                first = false;
            }
        }
        return new Table(
                run.prefix() + Text.slug(topic.words()) + "-" + topic.slice().slug(),
                topic.words() + ", alignment " + topic.slice().alignment().word()
                        + topic.slice().tracker(),
                ("Percent; higher protects better. * white-box: the model is a surrogate. Smaller lines: 95 %% intervals, each group by"
                                + " itself, and n. worst group: the lowest rate among the groups of at least %s probes, with an interval"
                                + " that allows for having been picked out of them (Bonferroni). %s")
                        .formatted(
                                Integer.toString(SliceRates.FEWEST),
                                topic.slice().words()),
                List.of("defense", "model"),
                columns,
                rows);
    }

    private Row row(
            Protection protection, String model, List<String> groups, List<SliceValue> rates, boolean startsGroup) {
        List<SliceValue> own = rates.stream()
                .filter(v -> Protection.of(v.value()).equals(protection)
                        && v.value().cell().answering().equals(model))
                .toList();
        List<Value> cells = new ArrayList<>();
        for (String group : groups) {
            cells.add(own.stream()
                    .filter(v -> v.group().equals(group))
                    .findFirst()
                    .map(v -> Value.of(
                            Text.percent(v.value().value()),
                            Text.percent(v.value().interval()),
                            "n " + Text.count(v.value().n())))
                    .orElseGet(() -> Value.missing(run.absence())));
        }
        cells.add(own.stream()
                .filter(v -> v.worst().isPresent())
                .findFirst()
                .map(v -> Value.of(v.group(), Text.percent(v.worst()), "of " + v.compared() + " groups"))
                .orElseGet(() -> Value.missing("fewer than two groups of " + SliceRates.FEWEST + " probes")));
        boolean whiteBox = own.stream().anyMatch(v -> Run.whiteBox(v.value()));
        return new Row(List.of(protection.label(), model + (whiteBox ? "*" : "")), cells, startsGroup);
    }
}
