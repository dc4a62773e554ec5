package dev.visor.report.run;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.ReportGroup;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All metrics that no special table shows, net rates among them: one table a metric, FAR and pairing, laid out by what the registry says of it. A
 * new metric stands here without a line of code.
 */
public final class GeneralTables {

    /** Shares and their differences are told in percent. */
    private static final Set<String> IN_PERCENT = Set.of("rate", "rate difference");

    /** Stands for a model where nobody judges. */
    private static final String NOBODY = "-";

    private final Run run;
    private final MetricRegistry registry;

    private GeneralTables(Run run, MetricRegistry registry) {
        this.run = run;
        this.registry = registry;
    }

    /** A topic of one table. */
    private record Topic(String metric, Optional<Far> far, Pairing pairing) {

        static Topic of(MetricValue value) {
            return new Topic(value.metric(), value.far(), value.pairing());
        }

        String words() {
            return metric + far.map(f -> " at FAR " + Text.rate(f.rate())).orElse("");
        }
    }

    public static Optional<Section> section(Run run, MetricRegistry registry) {
        return Section.of(
                run.prefix() + "further-metrics", "Further metrics", new GeneralTables(run, registry).blocks());
    }

    private List<Block> blocks() {
        List<MetricValue> values = run.metrics().stream()
                .filter(value -> registry.group(value.metric()) == ReportGroup.GENERAL)
                .toList();
        List<Topic> topics = values.stream().map(Topic::of).distinct().toList();
        List<Block> blocks = new ArrayList<>();
        for (String metric :
                topics.stream().map(Topic::metric).distinct().sorted(order()).toList()) {
            List<Block> folded = new ArrayList<>();
            for (Topic topic :
                    topics.stream().filter(t -> t.metric().equals(metric)).toList()) {
                List<MetricValue> about =
                        values.stream().filter(v -> Topic.of(v).equals(topic)).toList();
                for (TableScope slice : run.slices(about.stream())) {
                    Block table = new Block.Tabular(table(
                            topic, slice, about.stream().filter(slice::holds).toList()));
                    (slice.isHeadline(run) ? blocks : folded).add(table);
                }
            }
            if (!folded.isEmpty()) {
                blocks.add(new Block.Details(metric + ", other alignments and countermeasures", folded));
            }
        }
        return blocks;
    }

    /** The registry's order; what it does not know comes last. */
    private Comparator<String> order() {
        List<String> known =
                registry.rows().stream().map(MetricDefinition::name).toList();
        return Comparator.comparing((String metric) -> known.contains(metric) ? known.indexOf(metric) : known.size())
                .thenComparing(Comparator.naturalOrder());
    }

    private Table table(Topic topic, TableScope slice, List<MetricValue> values) {
        List<String> models = run.models(values.stream());
        List<Column> columns = new ArrayList<>(Column.numbers(models.stream()
                .map(model -> model.equals(NOBODY) ? "value" : model)
                .toList()));
        columns.add(Column.number("n"));
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : run.protections(values.stream().map(Protection::of))) {
            List<MetricValue> own = values.stream()
                    .filter(v -> Protection.of(v).equals(protection))
                    .toList();
            List<Value> cells = new ArrayList<>();
            models.forEach(model -> cells.add(value(
                    own.stream().filter(v -> v.cell().answering().equals(model)).toList())));
            cells.add(Value.of(Text.range(own.stream().mapToLong(MetricValue::n))));
            rows.add(new Row(
                    run.stubs(protection), cells, !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        return new Table(
                run.prefix() + Text.slug(topic.words() + "-" + topic.pairing().word()) + "-" + slice.slug(),
                topic.words() + ", " + topic.pairing().word() + ", alignment "
                        + slice.alignment().word() + slice.tracker(),
                caption(topic, slice, values.get(0)),
                List.of("surrogate", "defense"),
                columns,
                rows);
    }

    private String caption(Topic topic, TableScope slice, MetricValue first) {
        String definition = registry.named(topic.metric())
                .map(MetricDefinition::definition)
                .orElse("a metric that this Visor does not know");
        return "%s: %s. %s; %s is better for the subject. * white-box: the model is a surrogate. Smaller lines: 95 %% intervals. %s"
                .formatted(
                        topic.metric(),
                        definition,
                        IN_PERCENT.contains(first.unit()) ? "Percent" : "Unit: " + first.unit(),
                        first.better() == Better.HIGHER ? "higher" : "lower",
                        slice.words());
    }

    private Value value(List<MetricValue> cells) {
        boolean whiteBox = cells.stream().anyMatch(Run::whiteBox);
        return MeanRate.ofDependent(cells)
                .map(mean -> shaded(
                        cells,
                        mean.value(),
                        Value.of(
                                number(cells.get(0), mean.value()) + (whiteBox ? "*" : ""),
                                mean.interval()
                                        .map(i -> number(cells.get(0), i.low()) + "–" + number(cells.get(0), i.high()))
                                        .orElse("no interval"))))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    /** Rates are a heat map; what has other units is not. */
    private Value shaded(List<MetricValue> cells, double value, Value text) {
        MetricValue of = cells.get(0);
        // A mean over seeds has the trials of several cells.
        String trials = cells.size() == 1 ? SearchTrials.key(run, of) + TrackingTrials.key(run, of) : "";
        return of.unit().equals("rate") && value >= 0 && value <= 1
                ? text.shaded(new Value.Shade(
                        value, List.of("n " + Text.count(of.n()) + ", cell " + Cells.shortId(of.cell())), trials))
                : text;
    }

    private static String number(MetricValue of, double value) {
        String text = IN_PERCENT.contains(of.unit()) ? Text.percent(value) : Text.fixed(value, 3);
        return text.replace('-', '−');
    }
}
