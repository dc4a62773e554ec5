package dev.visor.report.recognition;

import dev.visor.core.Alignment;
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
import java.util.List;
import java.util.Optional;

/** The black-box rates of several runs on the shared photo, in the order in which they started. */
public final class History {

    private static final Measure MEASURE = Measure.SEARCH;

    private History() {}

    /** Makes the section; empty where no run identified anybody. */
    public static Optional<Section> section(List<Run> unordered) {
        List<Run> runs = unordered.stream()
                .sorted(Comparator.comparing(run -> run.info().started()))
                .toList();
        List<Block> blocks = new ArrayList<>();
        for (String countermeasure : List.of(Countermeasures.WORST, Countermeasures.NONE)) {
            List<String> defenses = defenses(runs, countermeasure);
            if (!defenses.isEmpty()) {
                blocks.add(new Block.Charts(List.of(chart(runs, countermeasure, defenses))));
                blocks.add(new Block.Tabular(table(runs, countermeasure, defenses)));
            }
        }
        return Section.of("history", "Rates over time", blocks);
    }

    private static List<String> defenses(List<Run> runs, String countermeasure) {
        return runs.stream()
                .filter(run -> run.alignment() == Alignment.PHOTO)
                .flatMap(run ->
                        run.protections(MEASURE.blackBox(run, countermeasure).map(Protection::of)).stream())
                .map(Protection::defense)
                .distinct()
                .toList();
    }

    private static List<MetricValue> cells(Run run, String countermeasure, String defense) {
        return run.alignment() == Alignment.PHOTO
                ? MEASURE.blackBox(run, countermeasure)
                        .filter(v -> v.cell().defense().equals(defense))
                        .toList()
                : List.of();
    }

    private static Figure chart(List<Run> runs, String countermeasure, List<String> defenses) {
        List<PointChart.Line> lines = new ArrayList<>();
        for (String defense : defenses) {
            List<PointChart.Point> points = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                int x = i + 1;
                MeanRate.of(cells(runs.get(i), countermeasure, defense))
                        .ifPresent(mean -> points.add(new PointChart.Point(
                                x, mean.value() * 100, mean.interval().map(PointChart::inPercent))));
            }
            int place = defenses.indexOf(defense);
            lines.add(new PointChart.Line(defense, color(runs, defense), place, Optional.of(defense), points));
        }
        PointChart.Axes axes =
                new PointChart.Axes("run, in order of start", "black-box rank1_untargeted, %", false, true);
        return new Figure(
                id(countermeasure),
                "Line chart of black-box rank1_untargeted over runs%s, one line a defense; the numbers are in the table below."
                        .formatted(words(countermeasure)),
                ("Black-box rank1_untargeted on the shared photo%s, mean over models and surrogates, with 95 %% intervals."
                                + " Runs differ in more than the code if their suites differ.")
                        .formatted(words(countermeasure)),
                ink -> PointChart.draw(ink, axes, lines));
    }

    /** Returns the color of the first run that knows the defense. */
    private static int color(List<Run> runs, String defense) {
        return runs.stream()
                .filter(run -> run.marker(defense) >= 0)
                .findFirst()
                .orElseThrow()
                .color(defense);
    }

    private static Table table(List<Run> runs, String countermeasure, List<String> defenses) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            List<Value> values = defenses.stream()
                    .map(d -> value(cells(run, countermeasure, d)))
                    .toList();
            rows.add(new Row(
                    List.of(Integer.toString(i + 1), run.info().started().toString(), run.name()), values, false));
        }
        return new Table(
                id(countermeasure) + "-rates",
                "Black-box rank1_untargeted over runs" + words(countermeasure),
                "Percent, on the shared photo, mean over black-box models and surrogates; higher protects better. Smaller"
                        + " lines: 95 % intervals, the probes before one model, the cells averaged.",
                List.of("#", "started", "run"),
                Column.numbers(defenses),
                rows);
    }

    private static Value value(List<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(mean -> Value.of(
                        Text.percent(mean.value()),
                        Text.percent(mean.interval()),
                        "n " + Text.range(cells.stream().mapToLong(MetricValue::n)),
                        Text.plural(cells.size(), "cell")))
                .orElseGet(() -> Value.missing("not part of this run"));
    }

    private static String id(String countermeasure) {
        return countermeasure.equals(Countermeasures.WORST) ? "history-worst" : "history";
    }

    private static String words(String countermeasure) {
        return countermeasure.equals(Countermeasures.WORST)
                ? ", worst case over each run's countermeasures"
                : ", photo untouched";
    }
}
