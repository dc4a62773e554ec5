package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.CountermeasureChart;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Resolution;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.report.table.Value.Shade;
import dev.visor.result.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The protection that is left under each countermeasure, and the cost of it to the tracker on clean photos. */
public final class CountermeasureSection {

    private CountermeasureSection() {}

    /** Makes the section; empty for a run with fewer than two countermeasures: there is nothing to compare. */
    public static Optional<Section> section(Run run) {
        if (run.countermeasures().applied().size() < 2) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        for (Measure measure : Measure.of(run)) {
            List<MetricValue> values = measure.values(run).toList();
            List<Protection> protections = run.protections(values.stream().map(Protection::of));
            List<MetricValue> blackBox =
                    values.stream().filter(v -> !Run.whiteBox(v)).toList();
            blocks.add(new Block.Charts(charts(run, measure, protections, blackBox)));
            blocks.add(new Block.Tabular(table(run, measure, protections, blackBox)));
            List<Block> models = protections.stream()
                    .map(protection -> (Block) new Block.Tabular(models(run, measure, protection, values)))
                    .toList();
            blocks.add(new Block.Details(measure.words() + ", every countermeasure before every model", models));
        }
        return Section.of(run.prefix() + "countermeasures", "Countermeasures: the protection that is left", blocks);
    }

    private static Table table(Run run, Measure measure, List<Protection> protections, List<MetricValue> values) {
        List<String> countermeasures = run.countermeasures().all();
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : protections) {
            List<Value> cells = new ArrayList<>();
            for (String countermeasure : countermeasures) {
                cells.add(cell(run, of(values, protection, countermeasure)));
            }
            cells.add(Value.of(Text.range(values.stream()
                    .filter(v -> Protection.of(v).equals(protection))
                    .mapToLong(MetricValue::n))));
            rows.add(new Row(
                    run.stubs(protection), cells, !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        List<Column> columns = new ArrayList<>(Column.numbers(countermeasures));
        columns.add(Column.number("n"));
        String unit = measure.far().isPresent() ? "comparisons" : "probes";
        Table table = new Table(
                run.prefix() + "countermeasures-" + measure.slug(),
                measure.words() + " under every countermeasure, black-box",
                ("Percent: %s; higher protects better. Mean over black-box models; smaller lines: its 95 %% interval, then"
                                + " the span from the weakest to the strongest model. worst: for every probe the countermeasure that serves"
                                + " the tracker best. The row none is what a countermeasure costs the tracker on clean photos. n: %s"
                                + " of one model.")
                        .formatted(measure.definition(), unit),
                List.of("surrogate", "defense"),
                columns,
                rows);
        return Resolution.note(run, table, values.stream().mapToLong(MetricValue::n), unit);
    }

    private static List<MetricValue> of(List<MetricValue> values, Protection protection, String countermeasure) {
        return values.stream()
                .filter(v -> v.cell().countermeasure().equals(countermeasure)
                        && Protection.of(v).equals(protection))
                .toList();
    }

    private static Value cell(Run run, List<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(mean -> {
                    List<String> details = new ArrayList<>(
                            List.of(mean.interval().isPresent() ? Text.percent(mean.interval()) : "no interval"));
                    if (cells.size() > 1) {
                        details.add(Text.percent(Optional.of(mean.span())));
                    }
                    return new Value(Text.percent(mean.value()), details, Optional.empty())
                            .shaded(new Shade(
                                    mean.value(),
                                    lines(cells),
                                    cells.size() == 1 ? TrialData.key(run, cells.get(0)) : ""));
                })
                .orElseGet(() -> Value.missing(run.absence()));
    }

    /** Counts of one cell; of several, how many there are. */
    private static List<String> lines(List<MetricValue> cells) {
        if (cells.size() > 1) {
            return List.of("mean over " + Text.plural(cells.size(), "model"));
        }
        MetricValue cell = cells.get(0);
        return List.of(
                "%s of %s".formatted(Text.count(Math.round(cell.value() * cell.n())), Text.count(cell.n())),
                "cell " + Cells.shortId(cell.cell()));
    }

    /** Countermeasures x models of one protection. */
    private static Table models(Run run, Measure measure, Protection protection, List<MetricValue> values) {
        List<MetricValue> own =
                values.stream().filter(v -> Protection.of(v).equals(protection)).toList();
        List<String> models = run.models(own.stream());
        List<Row> rows = new ArrayList<>();
        for (String countermeasure : run.countermeasures().all()) {
            List<Value> cells = new ArrayList<>();
            for (String model : models) {
                List<MetricValue> found = own.stream()
                        .filter(v -> v.cell().countermeasure().equals(countermeasure)
                                && v.cell().model().equals(model))
                        .toList();
                String mark = found.stream().anyMatch(Run::whiteBox) ? "*" : "";
                Value cell = cell(run, found);
                cells.add(new Value(cell.text() + mark, cell.details(), cell.reason(), cell.shade()));
            }
            cells.add(Value.of(Text.range(own.stream()
                    .filter(v -> v.cell().countermeasure().equals(countermeasure))
                    .mapToLong(MetricValue::n))));
            rows.add(new Row(List.of(countermeasure), cells, countermeasure.equals(Countermeasures.WORST)));
        }
        List<Column> columns = new ArrayList<>(Column.numbers(models));
        columns.add(Column.number("n"));
        return new Table(
                run.prefix() + Text.slug("countermeasures-" + measure.slug() + "-" + protection.label()),
                protection.label(),
                "Percent of %s, with 95 %% intervals. * white-box: the model is a surrogate."
                        .formatted(measure.words()),
                List.of("countermeasure"),
                columns,
                rows);
    }

    /** One chart a surrogate, the defenses without one in each. */
    private static List<Figure> charts(
            Run run, Measure measure, List<Protection> protections, List<MetricValue> values) {
        List<String> surrogates = protections.stream()
                .filter(Protection::usesSurrogates)
                .map(Protection::surrogates)
                .distinct()
                .toList();
        List<Figure> figures = new ArrayList<>();
        for (String surrogate : surrogates.isEmpty() ? List.of("-") : surrogates) {
            List<Protection> shown = protections.stream()
                    .filter(p -> !p.usesSurrogates() || p.surrogates().equals(surrogate))
                    .toList();
            figures.add(figure(run, measure, surrogate, shown, values));
        }
        return figures;
    }

    private static Figure figure(
            Run run, Measure measure, String surrogate, List<Protection> protections, List<MetricValue> values) {
        Countermeasures countermeasures = run.countermeasures();
        List<CountermeasureChart.Line> lines = new ArrayList<>();
        for (Protection protection : protections) {
            List<Optional<CountermeasureChart.Step>> steps = new ArrayList<>();
            for (String countermeasure : countermeasures.all()) {
                steps.add(MeanRate.of(of(values, protection, countermeasure))
                        .map(mean -> new CountermeasureChart.Step(
                                mean.value() * 100, mean.interval().map(PointChart::inPercent))));
            }
            lines.add(new CountermeasureChart.Line(
                    protection.defense(), run.color(protection.defense()), run.marker(protection.defense()), steps));
        }
        String on = surrogate.equals("-") ? "" : ", surrogate " + surrogate;
        return new Figure(
                run.prefix() + Text.slug("countermeasures-" + measure.slug() + "-" + surrogate),
                "Chart of %s%s: countermeasures from %s to %s from the top down, one line a defense; the numbers are in the table below."
                        .formatted(
                                measure.words(),
                                on,
                                countermeasures.all().get(0),
                                countermeasures.all().get(countermeasures.all().size() - 1)),
                "%s%s: mean over black-box models, with 95 %% intervals. To the right protects better; defenses that use no surrogate are in gray."
                        .formatted(measure.words(), on),
                ink -> CountermeasureChart.draw(
                        ink, measure.words() + ", %", countermeasures.all(), countermeasures.worst(), lines));
    }
}
