package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Protection against the budget: entries that differ in epsilon only, from one run or from several with the same test bed. */
public final class SecurityCurve {

    private static final String EPSILON = "epsilon";
    private static final String OVERRIDDEN = "modified-";

    private SecurityCurve() {}

    /** One entry on its surrogates. */
    private record Point(Run run, Protection protection, double epsilon, List<MetricValue> cells) {

        Optional<MeanRate> black() {
            return MeanRate.of(cells.stream().filter(v -> !Run.whiteBox(v)).toList());
        }

        Optional<MeanRate> white() {
            return MeanRate.of(cells.stream().filter(Run::whiteBox).toList());
        }

        /** Overriding a parameter renames an entry; it is the same defense still. */
        String name() {
            String id = protection.defense();
            return id.startsWith(OVERRIDDEN) ? id.substring(OVERRIDDEN.length()) : id;
        }
    }

    /** All that the points of a line share: everything but epsilon. */
    private record Family(String type, String code, Map<String, String> params, String surrogates, String testBed) {}

    /** Makes the section; empty unless two entries differ in epsilon and in nothing else. */
    public static Optional<Section> section(List<Run> runs, String prefix) {
        List<Block> blocks = new ArrayList<>();
        List<Measure> measures = runs.stream()
                .flatMap(run -> Measure.of(run).stream())
                .distinct()
                .toList();
        for (Measure measure : measures) {
            List<List<Point>> curves = curves(runs, measure);
            if (curves.isEmpty()) {
                continue;
            }
            List<Figure> figures = new ArrayList<>();
            figure(prefix, measure, "black-box", curves, Point::black).ifPresent(figures::add);
            figure(prefix, measure, "white-box", curves, Point::white).ifPresent(figures::add);
            blocks.add(new Block.Charts(figures));
            blocks.add(new Block.Tabular(table(prefix, measure, curves)));
        }
        return Section.of(prefix + "security-curve", "Security curve: protection against epsilon", blocks);
    }

    private static List<List<Point>> curves(List<Run> runs, Measure measure) {
        Map<Family, List<Point>> families = new LinkedHashMap<>();
        for (Run run : runs) {
            List<MetricValue> values =
                    measure.on(run, run.countermeasures().headline()).toList();
            for (Protection protection : run.protections(values.stream().map(Protection::of))) {
                List<MetricValue> cells = values.stream()
                        .filter(v -> Protection.of(v).equals(protection))
                        .toList();
                run.info().defenses().stream()
                        .filter(entry -> entry.id().equals(protection.defense()))
                        .findFirst()
                        .ifPresent(entry -> epsilon(entry.params().get(EPSILON)).ifPresent(epsilon -> {
                            Map<String, String> others = new TreeMap<>();
                            entry.params().forEach((key, value) -> others.put(key, String.valueOf(value)));
                            others.remove(EPSILON);
                            Family family = new Family(
                                    entry.type(),
                                    entry.implementation(),
                                    others,
                                    protection.surrogates(),
                                    testBed(run, cells));
                            families.computeIfAbsent(family, f -> new ArrayList<>())
                                    .add(new Point(run, protection, epsilon, cells));
                        }));
            }
        }
        return families.values().stream()
                .filter(points ->
                        points.stream().mapToDouble(Point::epsilon).distinct().count() > 1)
                .map(points -> points.stream()
                        .sorted(Comparator.comparingDouble(Point::epsilon))
                        .toList())
                .toList();
    }

    /** Runs share a line if they judged the same people before the same models under the same countermeasures. */
    private static String testBed(Run run, List<MetricValue> cells) {
        List<String> parts = new ArrayList<>(List.of(
                run.info().dataset().digest(),
                run.info().protocol().digest(),
                run.alignment().word(),
                run.countermeasures().all().toString()));
        cells.stream().map(v -> v.cell().model() + v.n()).sorted().forEach(parts::add);
        return String.join("|", parts);
    }

    /** A fraction as entries write it, {@code 12/255}, or as records do, {@code 0.047}. */
    static Optional<Double> epsilon(Object param) {
        if (param == null) {
            return Optional.empty();
        }
        try {
            String[] parts = param.toString().split("/");
            double value = Double.parseDouble(parts[0].strip());
            return Optional.of(parts.length == 2 ? value / Double.parseDouble(parts[1].strip()) : value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Figure> figure(
            String prefix,
            Measure measure,
            String access,
            List<List<Point>> curves,
            Function<Point, Optional<MeanRate>> rate) {
        List<PointChart.Line> lines = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            List<Point> curve = curves.get(i);
            List<PointChart.Point> points = new ArrayList<>();
            curve.forEach(point -> rate.apply(point)
                    .ifPresent(mean -> points.add(new PointChart.Point(
                            point.epsilon() * 255,
                            mean.value() * 100,
                            mean.interval().map(PointChart::inPercent)))));
            if (!points.isEmpty()) {
                lines.add(new PointChart.Line("curve " + i, color(curve.get(0)), i, Optional.of(label(curve)), points));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        PointChart.Axes axes = new PointChart.Axes("epsilon, of 255", measure.words() + ", %", false, true);
        return Optional.of(new Figure(
                prefix + Text.slug("security-curve-" + measure.slug() + "-" + access),
                "Line chart of %s %s against epsilon, one line a defense and surrogate; the numbers are in the table below."
                        .formatted(access, measure.words()),
                "%s %s against epsilon: mean over models, with 95 %% intervals. A curve that falls as epsilon grows is a sign of a failing optimization, not of protection."
                        .formatted(access.equals("black-box") ? "Black-box" : "White-box", measure.words()),
                ink -> PointChart.draw(ink, axes, lines)));
    }

    private static int color(Point point) {
        return point.run().color(point.protection().defense());
    }

    private static String label(List<Point> curve) {
        Point first = curve.get(0);
        return new Protection(first.name(), first.protection().surrogates()).label();
    }

    private static Table table(String prefix, Measure measure, List<List<Point>> curves) {
        boolean several = curves.stream()
                        .flatMap(List::stream)
                        .map(Point::run)
                        .map(Run::name)
                        .distinct()
                        .count()
                > 1;
        List<Row> rows = new ArrayList<>();
        for (List<Point> curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                Point point = curve.get(i);
                rows.add(new Row(
                        List.of(
                                label(curve),
                                Text.fixed(point.epsilon() * 255, 2).replaceAll("\\.?0+$", "")),
                        List.of(
                                Value.of(point.protection().defense()
                                        + (several ? ", " + point.run().name() : "")),
                                value(point.black()),
                                value(point.white()),
                                Value.of(Text.range(point.cells().stream().mapToLong(MetricValue::n)))),
                        i == 0));
            }
        }
        Run run = curves.get(0).get(0).run();
        String tracker = Objects.equals(run.countermeasures().headline(), Countermeasures.WORST)
                ? "Worst case over the countermeasures."
                : "No countermeasure: a purifying tracker may do better.";
        return new Table(
                prefix + "security-curve-" + measure.slug(),
                measure.words() + " against epsilon",
                "Percent: %s; mean over models, 95 %% interval below. %s Entries of one group differ in epsilon only, and met the same probes."
                        .formatted(measure.definition(), tracker),
                List.of("defense", "epsilon, of 255"),
                List.of(
                        Column.words("entry"),
                        Column.number("black-box"),
                        Column.number("white-box"),
                        Column.number("n")),
                rows);
    }

    private static Value value(Optional<MeanRate> mean) {
        return mean.map(m -> Value.of(
                        Text.percent(m.value()), m.interval().isPresent() ? Text.percent(m.interval()) : "no interval"))
                .orElseGet(() -> Value.missing("no such model judged it"));
    }
}
