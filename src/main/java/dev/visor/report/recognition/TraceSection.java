package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.TraceMetrics;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names that protected photos carry: whether they are read after each countermeasure, and whether anybody is named wrongly. */
public final class TraceSection {

    private static final List<String> METRICS = List.of(
            TraceMetrics.BITS,
            TraceMetrics.RANDOM,
            TraceMetrics.FOUND,
            TraceMetrics.FALSE,
            TraceMetrics.UNREGISTERED,
            TraceMetrics.UNMARKED);

    private TraceSection() {}

    /** Returns the section; empty for a run in which no photo carries a name. */
    public static Optional<Section> section(Run run) {
        return run.of(TraceMetrics.BITS).findAny().isEmpty()
                ? Optional.empty()
                : Section.of(
                        run.prefix() + "traces",
                        "The watermark: whose photo is this?",
                        List.of(new Block.Tabular(table(run))));
    }

    private static Table table(Run run) {
        List<Row> rows = new ArrayList<>();
        for (Protection protection : run.protections(run.of(TraceMetrics.BITS).map(Protection::of))) {
            for (String countermeasure : run.info().recognition().countermeasures()) {
                if (value(run, TraceMetrics.FOUND, protection, countermeasure).isPresent()) {
                    List<String> stubs = new ArrayList<>(run.stubs(protection));
                    stubs.add(countermeasure);
                    rows.add(new Row(
                            stubs,
                            METRICS.stream()
                                    .map(metric -> shown(value(run, metric, protection, countermeasure)))
                                    .toList(),
                            false));
                }
            }
        }
        return new Table(
                run.prefix() + "traces",
                "Names read from protected photos",
                "Percent, with 95 % intervals. Bits: of a codeword, read rightly; against a codeword that was drawn for nobody, which half the bits agree"
                        + " with by chance. Owner found: the nearest registered codeword within the radius is the subject's. Another named: it is"
                        + " somebody else's; the same, if the subject were not registered. Named though unmarked: originals, which carry no name, after"
                        + " the same countermeasure.",
                List.of("surrogate", "defense", "countermeasure"),
                List.of(
                        Column.number("bits"),
                        Column.number("bits, random"),
                        Column.number("owner found"),
                        Column.number("another named"),
                        Column.number("if unregistered"),
                        Column.number("named though unmarked")),
                rows);
    }

    private static Optional<MetricValue> value(Run run, String metric, Protection protection, String countermeasure) {
        return run.of(metric)
                .filter(value -> value.cell().alignment() == run.alignment()
                        && value.cell().countermeasure().equals(countermeasure)
                        && Protection.of(value).equals(protection))
                .findFirst();
    }

    private static Value shown(Optional<MetricValue> value) {
        return value.map(one -> Value.of(Text.percent(one.value()), Text.percent(one.interval())))
                .orElseGet(Value::missing);
    }
}
