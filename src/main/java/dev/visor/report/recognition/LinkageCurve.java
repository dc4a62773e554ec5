package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The protection that is left against the number of pairs from which a tracker learned to link, a line for each tracker. */
public final class LinkageCurve {

    private static final String TYPE = "linkage-by-pairs";
    private static final String NONE = "[]";

    private LinkageCurve() {}

    /**
     * A protection before one kind of tracker.
     *
     * @param tracker in words
     * @param cells by the number of pairs
     */
    private record Curve(
            Protection protection, boolean whiteBox, String tracker, TreeMap<Integer, List<MetricValue>> cells) {

        String label() {
            return protection.defense() + ", " + tracker;
        }
    }

    /** Makes the section; empty for a run in which nobody learns to link from pairs. */
    public static Optional<Section> section(Run run) {
        Map<String, TreeMap<Integer, String>> trackers = trackers(run);
        List<Curve> curves = new ArrayList<>();
        for (boolean whiteBox : List.of(false, true)) {
            List<MetricValue> all = Measure.SEARCH
                    .values(run)
                    .filter(value -> Run.whiteBox(value) == whiteBox)
                    .toList();
            for (Protection protection : run.protections(all.stream().map(Protection::of))) {
                trackers.forEach((tracker, countermeasures) -> {
                    TreeMap<Integer, List<MetricValue>> cells = new TreeMap<>();
                    countermeasures.forEach((pairs, countermeasure) -> {
                        List<MetricValue> found = all.stream()
                                .filter(value -> Protection.of(value).equals(protection)
                                        && value.cell().countermeasure().equals(countermeasure))
                                .toList();
                        if (!found.isEmpty()) {
                            cells.put(pairs, found);
                        }
                    });
                    if (!cells.isEmpty()) {
                        curves.add(new Curve(protection, whiteBox, tracker, cells));
                    }
                });
            }
        }
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        List<Figure> figures = new ArrayList<>();
        for (boolean whiteBox : List.of(false, true)) {
            figure(run, whiteBox, curves).ifPresent(figures::add);
        }
        List<Block> blocks = new ArrayList<>();
        if (!figures.isEmpty()) {
            blocks.add(new Block.Charts(figures));
        }
        blocks.add(new Block.Tabular(table(run, curves)));
        return Section.of(run.prefix() + "linkage", "Linkage: what pairs teach a tracker", blocks);
    }

    /** The entries of each kind of tracker, by the number of pairs. */
    private static Map<String, TreeMap<Integer, String>> trackers(Run run) {
        Map<String, TreeMap<Integer, String>> trackers = new LinkedHashMap<>();
        run.info().attacks().stream()
                .filter(entry -> entry.type().equals(TYPE))
                .forEach(entry -> trackers.computeIfAbsent(tracker(entry), words -> new TreeMap<>())
                        .put(Integer.valueOf(String.valueOf(entry.params().get("pairs"))), entry.id()));
        return trackers;
    }

    private static String tracker(Entry entry) {
        String of = String.valueOf(entry.params().get("pairs_of"));
        String surrogates = String.valueOf(entry.params().get("surrogates"));
        if (!of.equals(NONE)) {
            return "pairs of " + of.replaceAll("[\\[\\]]", "");
        }
        return surrogates.equals(NONE) ? "knows all" : "public tool on " + surrogates.replaceAll("[\\[\\]]", "");
    }

    private static Optional<Figure> figure(Run run, boolean whiteBox, List<Curve> curves) {
        List<PointChart.Line> lines = new ArrayList<>();
        for (Curve curve : curves) {
            if (curve.whiteBox() != whiteBox || curve.cells().size() < 2) {
                continue;
            }
            List<PointChart.Point> points = new ArrayList<>();
            curve.cells()
                    .forEach((pairs, cells) -> MeanRate.of(cells)
                            .ifPresent(mean -> points.add(new PointChart.Point(
                                    Math.max(1, pairs),
                                    mean.value() * 100,
                                    mean.interval().map(PointChart::inPercent)))));
            lines.add(new PointChart.Line(
                    "curve " + lines.size(),
                    run.color(curve.protection().defense()),
                    lines.size(),
                    Optional.of(curve.label()),
                    points));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String access = whiteBox ? "white-box" : "black-box";
        PointChart.Axes axes = new PointChart.Axes("pairs of other people", Measure.SEARCH.words() + ", %", true, true);
        return Optional.of(new Figure(
                run.prefix() + Text.slug("linkage-" + access),
                "Line chart of %s %s against the number of pairs that a tracker learned from; the numbers are in the table below."
                        .formatted(access, Measure.SEARCH.words()),
                "%s models, %s against the number of pairs: means, with 95 %% intervals. No pairs at all are drawn at 1. Lower is better for the tracker."
                        .formatted(whiteBox ? "White-box" : "Black-box", Measure.SEARCH.words()),
                ink -> PointChart.draw(ink, axes, lines)));
    }

    private static Table table(Run run, List<Curve> curves) {
        SortedSet<Integer> counts = new TreeSet<>();
        curves.forEach(curve -> counts.addAll(curve.cells().keySet()));
        List<Row> rows = new ArrayList<>();
        Optional<Curve> above = Optional.empty();
        for (Curve curve : curves) {
            List<Value> values = new ArrayList<>();
            counts.forEach(pairs -> values.add(MeanRate.of(curve.cells().getOrDefault(pairs, List.of()))
                    .map(mean -> Value.of(Text.percent(mean.value()), Text.percent(mean.interval())))
                    .orElseGet(() -> Value.missing(run.absence()))));
            values.add(Value.of(Text.range(
                    curve.cells().values().stream().flatMap(List::stream).mapToLong(MetricValue::n))));
            boolean begins = above.filter(before ->
                            before.protection().equals(curve.protection()) && before.whiteBox() == curve.whiteBox())
                    .isEmpty();
            List<String> stubs = new ArrayList<>(run.stubs(curve.protection()));
            stubs.add(curve.whiteBox() ? "white-box" : "black-box");
            stubs.add(curve.tracker());
            rows.add(new Row(stubs, values, begins));
            above = Optional.of(curve);
        }
        List<Column> columns = new ArrayList<>(Column.numbers(
                counts.stream().map(count -> Text.plural(count, "pair")).toList()));
        columns.add(Column.number("n"));
        return new Table(
                run.prefix() + "linkage",
                "Linkage by pairs",
                ("Percent: %s; lower is better for the tracker. Means over models, 95 %% intervals below. A student learns from pairs"
                                + " of other people; without pairs it is the model as it is. Who knows all has the surrogates and the targets of the photos, who has the public tool"
                                + " neither. Pairs of another defense are a control. n: probes of one model.")
                        .formatted(Measure.SEARCH.definition()),
                List.of("surrogate", "defense", "access", "tracker"),
                columns,
                rows);
    }
}
