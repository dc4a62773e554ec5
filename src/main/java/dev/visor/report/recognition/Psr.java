package dev.visor.report.recognition;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.ReportGroup;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Resolution;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.run.TableScope;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Protection success rates against the false accept rate; pairings, and same and other photo, apart. */
public final class Psr {

    private Psr() {}

    public static List<Block> blocks(Run run) {
        List<Block> blocks = new ArrayList<>();
        for (String metric : metrics(run)) {
            List<Block> folded = new ArrayList<>();
            for (TableScope slice : run.slices(values(run, metric))) {
                List<MetricValue> cells = values(run, metric)
                        .filter(slice::holds)
                        .filter(v -> !Run.whiteBox(v))
                        .toList();
                if (cells.isEmpty()) {
                    continue;
                }
                boolean open = slice.isHeadline(run) && !metric.endsWith("_fte");
                List<Block> told = open ? blocks : folded;
                charts(run, metric, slice, cells).ifPresent(told::add);
                told.add(new Block.Tabular(table(run, metric, slice, cells)));
            }
            if (!folded.isEmpty()) {
                blocks.add(new Block.Details(metric + ", other alignments and countermeasures", folded));
            }
        }
        return blocks;
    }

    private static List<String> metrics(Run run) {
        return run.metrics().stream()
                .map(MetricValue::metric)
                .filter(m -> Metrics.registry().group(m) == ReportGroup.VERIFICATION)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<MetricValue> values(Run run, String metric) {
        return run.of(metric).filter(v -> v.far().isPresent());
    }

    /** One column a pairing and FAR; in each cell the mean over black-box models, its interval, the weakest model. */
    private static Table table(Run run, String metric, TableScope slice, List<MetricValue> cells) {
        List<Key> keys = keys(cells);
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : run.protections(cells.stream().map(Protection::of))) {
            List<Value> values = new ArrayList<>();
            for (Key key : keys) {
                values.add(value(run, key.of(cells, protection::equals)));
            }
            rows.add(new Row(
                    run.stubs(protection), values, !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        long models = cells.stream().map(v -> v.cell().model()).distinct().count();
        Table table = new Table(
                id(run, metric, slice),
                metric + " by FAR, alignment " + slice.alignment().word() + slice.tracker(),
                String.format(
                        Locale.ROOT,
                        "Percent: %s. Mean over black-box models (%d in all); smaller lines: its 95 %% interval, and the"
                                + " lowest rate on any model. %s n = %s comparisons a model. Columns: pairing"
                                + " (probe/mate) and FAR; the control none is clean on both sides.",
                        Metrics.registry()
                                .named(metric)
                                .map(MetricDefinition::definition)
                                .orElse(metric),
                        models,
                        slice.words(),
                        Text.range(cells.stream().mapToLong(MetricValue::n))),
                List.of("surrogate", "defense"),
                Column.numbers(keys.stream().map(Key::words).toList()),
                rows);
        return Resolution.note(run, table, cells.stream().mapToLong(MetricValue::n), "comparisons");
    }

    /** The control was never protected: its one pairing stands beside every other, and needs a column only if alone. */
    private static List<Key> keys(List<MetricValue> cells) {
        List<Key> all = cells.stream().map(Key::of).distinct().sorted().toList();
        List<Key> withProtection =
                all.stream().filter(key -> key.pairing() != Pairing.CLEAN_CLEAN).toList();
        return withProtection.isEmpty() ? all : withProtection;
    }

    private static Value value(Run run, List<MetricValue> cells) {
        Optional<MeanRate> mean = MeanRate.of(cells);
        if (mean.isEmpty()) {
            return Value.missing(run.absence());
        }
        List<String> details = new ArrayList<>();
        mean.get().interval().ifPresent(i -> details.add(Text.percent(mean.get().interval())));
        if (cells.size() > 1) {
            details.add("min " + Text.percent(mean.get().weakest().value()));
        }
        return new Value(Text.percent(mean.get().value()), details, Optional.empty());
    }

    /** One chart a pairing, for the headline's alignment or the only one there is; none below two FARs. */
    private static Optional<Block> charts(Run run, String metric, TableScope slice, List<MetricValue> cells) {
        if (!slice.isHeadline(run) || metric.endsWith("_fte")) {
            return Optional.empty();
        }
        List<Figure> figures = new ArrayList<>();
        List<Key> keys = keys(cells);
        for (Pairing pairing : keys.stream().map(Key::pairing).distinct().toList()) {
            List<Key> columns =
                    keys.stream().filter(key -> key.pairing() == pairing).toList();
            if (columns.size() > 1) {
                figures.add(figure(run, metric, slice, pairing, columns, cells));
            }
        }
        return figures.isEmpty() ? Optional.empty() : Optional.of(new Block.Charts(figures));
    }

    private static Figure figure(
            Run run, String metric, TableScope slice, Pairing pairing, List<Key> columns, List<MetricValue> cells) {
        List<PointChart.Line> lines = new ArrayList<>();
        List<String> defenses = run.protections(cells.stream().map(Protection::of)).stream()
                .map(Protection::defense)
                .distinct()
                .toList();
        for (String defense : defenses) {
            List<PointChart.Point> points = new ArrayList<>();
            columns.forEach(column -> point(column, defense, cells).ifPresent(points::add));
            lines.add(new PointChart.Line(
                    defense, run.color(defense), run.marker(defense), Optional.of(defense), points));
        }
        PointChart.Axes axes = new PointChart.Axes("false accept rate (FAR)", metric + ", %", true, true);
        return new Figure(
                id(run, metric, slice) + "-" + Text.slug(pairing.word()),
                "Line chart of %s against FAR, pairing %s, one line a defense; the numbers are in the table below."
                        .formatted(metric, pairing.word()),
                "%s, pairing %s: mean over black-box models and surrogates, with 95 %% intervals."
                        .formatted(metric, pairing.word()),
                ink -> PointChart.draw(ink, axes, lines));
    }

    private static Optional<PointChart.Point> point(Key column, String defense, List<MetricValue> cells) {
        return MeanRate.of(column.of(cells, p -> p.defense().equals(defense)))
                .map(mean -> new PointChart.Point(
                        column.far().rate(), mean.value() * 100, mean.interval().map(PointChart::inPercent)));
    }

    private static String id(Run run, String metric, TableScope slice) {
        return run.prefix() + Text.slug(metric) + "-" + slice.slug();
    }

    /** A column. */
    private record Key(Pairing pairing, Far far) implements Comparable<Key> {

        static Key of(MetricValue value) {
            return new Key(value.pairing(), value.far().orElseThrow());
        }

        /** Returns its cells under a protection; for the control, those of clean photos where it has no others. */
        List<MetricValue> of(List<MetricValue> cells, Predicate<Protection> who) {
            List<MetricValue> own = cells.stream()
                    .filter(v ->
                            who.test(Protection.of(v)) && v.far().orElseThrow().equals(far))
                    .toList();
            List<MetricValue> exact =
                    own.stream().filter(v -> v.pairing() == pairing).toList();
            return exact.isEmpty()
                    ? own.stream()
                            .filter(v -> v.pairing() == Pairing.CLEAN_CLEAN
                                    && Protection.of(v).isControl())
                            .toList()
                    : exact;
        }

        String words() {
            return pairing.word() + " " + Text.rate(far.rate());
        }

        @Override
        public int compareTo(Key other) {
            int byPairing = pairing.compareTo(other.pairing());
            return byPairing != 0 ? byPairing : other.far().compareTo(far);
        }
    }
}
