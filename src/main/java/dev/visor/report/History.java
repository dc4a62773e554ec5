package dev.visor.report;

import dev.visor.report.Section.Block;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The headline rates of several runs, in the order in which they started. */
final class History {

    private History() {}

    /** Empty where no run identified anybody. */
    static Optional<Section> section(List<Run> unordered) {
        List<Run> runs = unordered.stream()
                .sorted(Comparator.comparing(run -> run.info().started()))
                .toList();
        List<String> defenses = runs.stream()
                .flatMap(run -> Headlines.of(run).stream())
                .map(Headlines.Headline::defense)
                .distinct()
                .toList();
        if (defenses.isEmpty()) {
            return Optional.empty();
        }
        return Section.of(
                "history",
                "Rates over time",
                List.of(new Block.Charts(List.of(chart(runs, defenses))), new Block.Tabular(table(runs, defenses))));
    }

    private static Figure chart(List<Run> runs, List<String> defenses) {
        List<PointChart.Line> lines = new ArrayList<>();
        for (String defense : defenses) {
            List<PointChart.Point> points = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                int x = i + 1;
                Headlines.blackBox(runs.get(i), defense)
                        .ifPresent(mean -> points.add(new PointChart.Point(
                                x, mean.value() * 100, mean.interval().map(PointChart::inPercent))));
            }
            int place = defenses.indexOf(defense);
            lines.add(new PointChart.Line(defense, color(runs, defense), place, Optional.of(defense), points));
        }
        PointChart.Axes axes =
                new PointChart.Axes("run, in order of start", "black-box rank1_untargeted, %", false, true);
        return new Figure(
                "history",
                "Line chart of black-box rank1_untargeted over runs, one line a defense; the numbers are in the table below.",
                "Black-box rank1_untargeted on the shared photo, mean over victims and surrogates, with 95 % intervals."
                        + " Runs differ in more than the code if their suites differ.",
                ink -> PointChart.draw(ink, axes, lines));
    }

    /** As in the first run that knows the defense. */
    private static int color(List<Run> runs, String defense) {
        return runs.stream()
                .filter(run -> run.marker(defense) >= 0)
                .findFirst()
                .orElseThrow()
                .color(defense);
    }

    private static Table table(List<Run> runs, List<String> defenses) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            List<Value> values = defenses.stream()
                    .map(defense -> Headlines.blackBox(run, defense)
                            .map(mean -> Value.of(Text.percent(mean.value()), Text.percent(mean.interval())))
                            .orElseGet(() -> Value.missing("not part of this run")))
                    .toList();
            rows.add(new Row(
                    List.of(Integer.toString(i + 1), run.info().started().toString(), run.name()), values, false));
        }
        return new Table(
                "history-rates",
                "Black-box rank1_untargeted over runs",
                "Percent, on the shared photo, mean over black-box victims and surrogates, with 95 % intervals; higher"
                        + " protects better.",
                List.of("#", "started", "run"),
                Column.numbers(defenses),
                rows);
    }
}
