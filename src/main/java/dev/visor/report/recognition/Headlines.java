package dev.visor.report.recognition;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.run.TableScope;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows what each defense is worth in its worst case over the countermeasures, beside the clean control; models that
 * the defense could see stand in a table of their own.
 */
public final class Headlines {

    private static final String NO_COUNTERMEASURES =
            "No countermeasure was run: a purifying tracker may do better. These are the rates of a"
                    + " tracker who does nothing to the photo.";

    private Headlines() {}

    public static Section section(Run run) {
        List<Measure> measures = Measure.of(run);
        List<Block> blocks = new ArrayList<>();
        if (measures.isEmpty()) {
            blocks.add(new Block.Paragraph(
                    "This run neither searched for protected probes nor compared them, so it has no headline table."));
        } else {
            blocks.add(new Block.Paragraph(tracker(run)));
            blocks.add(new Block.Tabular(blackBox(run, measures)));
            whiteBox(run, measures).ifPresent(table -> blocks.add(new Block.Tabular(table)));
        }
        return new Section(run.prefix() + "headline", "Headline", blocks);
    }

    private static String tracker(Run run) {
        Countermeasures countermeasures = run.countermeasures();
        String countermeasureCells = countermeasures.worst()
                ? "Worst case over %s (%s): for every probe and model the countermeasure that serves the tracker best."
                        .formatted(
                                Text.plural(countermeasures.applied().size(), "countermeasure"),
                                String.join(", ", countermeasures.applied()))
                : NO_COUNTERMEASURES;
        return run.alignment() == Alignment.PHOTO
                ? countermeasureCells + restricted(countermeasures) + " The tracker holds the shared photo."
                : countermeasureCells + restricted(countermeasures)
                        + " The tracker holds the protected crop itself: this run shared no photo.";
    }

    /** A worst case over more countermeasures is lower for that alone: whoever compares two has to know. */
    static String restricted(Countermeasures countermeasures) {
        if (countermeasures.restricted().isEmpty()) {
            return "";
        }
        String some = countermeasures.restricted().entrySet().stream()
                .map(countermeasure ->
                        "%s (%s)".formatted(countermeasure.getKey(), String.join(", ", countermeasure.getValue())))
                .collect(Collectors.joining(", "));
        return " Beside the control, some countermeasures were applied to some defenses only: %s. Their worst case is over more countermeasures than the others', and must not be compared with it."
                .formatted(some);
    }

    private static Table blackBox(Run run, List<Measure> measures) {
        Countermeasures countermeasures = run.countermeasures();
        List<Column> columns = new ArrayList<>();
        for (Measure measure : measures) {
            if (countermeasures.worst()) {
                columns.add(Column.number(measure.words() + ", worst case"));
                columns.add(Column.number("weakest model"));
                columns.add(Column.number("photo untouched"));
            } else {
                columns.add(Column.number(measure.words() + ", no countermeasure"));
                columns.add(Column.number("weakest model"));
            }
            columns.add(Column.number("control none"));
        }
        columns.add(Column.number("models"));
        List<Row> rows = new ArrayList<>();
        for (String defense : defenses(run, measures, false)) {
            List<Value> values = new ArrayList<>();
            for (Measure measure : measures) {
                List<MetricValue> cells = cells(measure.blackBox(run, countermeasures.headline()), defense);
                values.add(rate(run, cells));
                values.add(weakest(run, cells));
                if (countermeasures.worst()) {
                    values.add(rate(run, cells(measure.blackBox(run, Countermeasures.NONE), defense)));
                }
                values.add(control(run, measure, cells));
            }
            values.add(Value.of(models(run, measures, defense)));
            rows.add(new Row(List.of(run.named(defense)), values, false));
        }
        return new Table(
                run.prefix() + "headline-black-box",
                "Black-box: the model is none of the surrogates",
                ("Percent; higher protects better. %s Mean over models and surrogates; smaller lines: its 95 %% interval, and"
                                + " n, the %s of one model. control none: the same models on clean photos%s, and in"
                                + " how many cells its interval lies below the defense's.")
                        .formatted(
                                definitions(measures),
                                units(measures),
                                countermeasures.worst() ? ", worst case too" : ""),
                List.of("defense"),
                columns,
                rows);
    }

    private static Optional<Table> whiteBox(Run run, List<Measure> measures) {
        String countermeasure = run.countermeasures().headline();
        List<Measure> all = new ArrayList<>(measures);
        if (Measure.TARGETED.on(run, countermeasure).anyMatch(Run::whiteBox)) {
            all.add(Math.min(1, all.size()), Measure.TARGETED);
        }
        List<Row> rows = new ArrayList<>();
        for (String defense : defenses(run, all, true)) {
            List<Value> values = new ArrayList<>();
            for (Measure measure : all) {
                List<MetricValue> cells = cells(measure.on(run, countermeasure).filter(Run::whiteBox), defense);
                values.add(rate(run, cells));
                values.add(control(run, measure, cells));
            }
            rows.add(new Row(List.of(run.named(defense)), values, false));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String countermeasureCells = run.countermeasures().worst() ? ", worst case" : ", no countermeasure";
        List<Column> columns = all.stream()
                .flatMap(m -> Stream.of(m.words() + countermeasureCells, "control none"))
                .map(Column::number)
                .toList();
        return Optional.of(new Table(
                run.prefix() + "headline-white-box",
                "White-box: the model is a surrogate",
                ("Percent; higher protects better. %s Mean over surrogates; smaller lines: its 95 %% interval, and n, the %s"
                                + " of one model. No claim about recognizers that the defense has not seen.")
                        .formatted(definitions(all), units(all)),
                List.of("defense"),
                columns,
                rows));
    }

    private static String definitions(List<Measure> measures) {
        List<String> words = measures.stream()
                .map(m -> m.words() + ": " + m.definition() + ".")
                .toList();
        return String.join(" ", words);
    }

    private static String units(List<Measure> measures) {
        boolean searches = measures.stream().anyMatch(m -> m.far().isEmpty());
        boolean compares = measures.stream().anyMatch(m -> m.far().isPresent());
        return searches && compares ? "probes or comparisons" : searches ? "probes" : "comparisons";
    }

    static List<String> defenses(Run run, List<Measure> measures, boolean whiteBox) {
        String countermeasure = run.countermeasures().headline();
        Stream<MetricValue> values =
                measures.stream().flatMap(m -> m.on(run, countermeasure)).filter(v -> !whiteBox || Run.whiteBox(v));
        return run.protections(values.map(Protection::of)).stream()
                .map(Protection::defense)
                .distinct()
                .toList();
    }

    static List<MetricValue> cells(Stream<MetricValue> values, String defense) {
        return values.filter(v -> v.cell().defense().equals(defense)).toList();
    }

    /** Shows a rate, never without its n; one without an interval says so. */
    private static Value rate(Run run, List<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(mean -> Value.of(
                        Text.percent(mean.value()),
                        mean.interval().isPresent() ? Text.percent(mean.interval()) : "no interval",
                        "n " + n(cells)))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    private static Value weakest(Run run, List<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(MeanRate::weakest)
                .map(weakest -> Value.of(
                        Text.percent(weakest.value()),
                        weakest.interval().isPresent() ? Text.percent(weakest.interval()) : "no interval",
                        weakest.cell().model()))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    /** The control before the same models; nothing where it lacks one of them. */
    private static Value control(Run run, Measure measure, List<MetricValue> cells) {
        if (cells.stream().allMatch(cell -> Protection.of(cell).isControl())) {
            return Value.missing();
        }
        List<MetricValue> controls = controls(run, measure, cells);
        if (controls.size() < cells.size()) {
            return Value.missing("none has no rate before these models");
        }
        Value rate = rate(run, controls);
        List<String> details = new ArrayList<>(rate.details());
        details.add("below in " + above(cells, controls) + " of " + cells.size());
        return new Value(rate.text(), details, rate.reason());
    }

    /** Returns the control's cells before the same models, fewer where it lacks some. */
    static List<MetricValue> controls(Run run, Measure measure, List<MetricValue> cells) {
        return cells.stream()
                .map(cell -> sameCell(run, measure, cell))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Counts the cells in which the defense's interval lies above that of the control: a careful verdict. */
    private static long above(List<MetricValue> cells, List<MetricValue> controls) {
        long above = 0;
        for (int i = 0; i < cells.size(); i++) {
            double low = cells.get(i)
                    .interval()
                    .map(Interval::low)
                    .orElse(cells.get(i).value());
            double high = controls.get(i)
                    .interval()
                    .map(Interval::high)
                    .orElse(controls.get(i).value());
            above += low > high ? 1 : 0;
        }
        return above;
    }

    private static Optional<MetricValue> sameCell(Run run, Measure measure, MetricValue cell) {
        return measure.values(run)
                .filter(v -> v.cell().defense().equals(Cell.CONTROL)
                        && v.cell().model().equals(cell.cell().model())
                        && TableScope.of(v).equals(TableScope.of(cell)))
                .findFirst();
    }

    private static String models(Run run, List<Measure> measures, String defense) {
        List<MetricValue> cells =
                cells(measures.get(0).blackBox(run, run.countermeasures().headline()), defense);
        long models = cells.stream().map(v -> v.cell().model()).distinct().count();
        String of = Text.count(models);
        return cells.size() == models ? of : of + " in " + Text.plural(cells.size(), "cell");
    }

    private static String n(List<MetricValue> cells) {
        return Text.range(cells.stream().mapToLong(MetricValue::n));
    }
}
