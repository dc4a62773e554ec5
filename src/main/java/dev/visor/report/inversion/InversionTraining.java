package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.report.chart.CurveChart;
import dev.visor.report.chart.CurveChart.Curve;
import dev.visor.report.chart.Figure;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Throughput;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The training of the recognizers: curves, speed beside none, and what private steps promise. */
public final class InversionTraining {

    private static final String SPEED = "train_photos_per_s";
    private static final String LOSS = "training_loss";
    private static final String ACCURACY = "validation_accuracy";

    /** Lines of a chart that can still be told apart, the control apart. */
    private static final int LINES = 7;

    /** The most that AHM may cost, in trainings without a defense. */
    private static final double LIMIT = 2.5;

    private final InversionView view;

    private final TrainingCurves curves;

    private InversionTraining(InversionView view) {
        this.view = view;
        this.curves = TrainingCurves.read(view.run());
    }

    public static Optional<Section> section(InversionView view) {
        InversionTraining training = new InversionTraining(view);
        List<Block> blocks = new ArrayList<>();
        List<String> trained = training.trained();
        if (!trained.isEmpty()) {
            blocks.add(new Block.Tabular(training.table(trained)));
            training.cost().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
            blocks.addAll(training.charts());
        }
        training.budgets().ifPresent(table -> blocks.add(new Block.Tabular(table)));
        return Section.of(view.prefix() + "training", "Training", blocks);
    }

    private List<String> trained() {
        return view.defenses().stream()
                .filter(defense -> curves.epochs(defense) > 0 || speed(defense).isPresent())
                .toList();
    }

    private Optional<Double> speed(String defense) {
        return view.rates().plain(SPEED, defense, "-").map(MeanRate::value);
    }

    /** Returns the multiple of the time under none. */
    private Optional<Double> cost(String defense) {
        return speed(Cell.CONTROL).flatMap(none -> speed(defense).map(own -> none / own));
    }

    private Table table(List<String> trained) {
        List<Row> rows = new ArrayList<>();
        for (String defense : trained) {
            rows.add(new Row(
                    List.of(view.named(defense)),
                    List.of(
                            Value.of(Text.count(curves.epochs(defense))),
                            number(curves.last(defense, LOSS), 3),
                            curves.highest(defense, ACCURACY)
                                    .map(at -> Value.of(Text.percent(at.value()), "epoch " + at.epoch()))
                                    .orElseGet(Value::missing),
                            speed(defense)
                                    .map(s -> Value.of(Text.speed(s)))
                                    .orElseGet(() -> Value.missing("not timed: one epoch or less")),
                            number(cost(defense), 2)),
                    rows.size() == 1));
        }
        return new Table(
                view.prefix() + "training-table",
                "Training under each defense",
                "Loss on what the recognizer learned from, in the last epoch; highest validation accuracy in percent, on photos set aside, shown"
                        + " as the recognizer is asked. Photos a second with the masking, the first epoch left out; time beside none: how many times"
                        + " as long a photo takes. Recognizers that came from the store keep the times of their training. "
                        + Throughput.device(view.run()) + ".",
                List.of("defense"),
                List.of(
                        Column.number("epochs"),
                        Column.number("training loss"),
                        Column.number("validation accuracy"),
                        Column.number("photos/s"),
                        Column.number("time beside none")),
                rows,
                view.daggerNote());
    }

    private static Value number(Optional<Double> value, int places) {
        return value.map(v -> Value.of(Text.fixed(v, places))).orElseGet(Value::missing);
    }

    private Optional<String> cost() {
        return MixChoice.of(view.run().info())
                .flatMap(choice -> cost(choice.adaptive())
                        .map(ratio ->
                                "Training under %s takes %s times as long a photo as under none; it must stay under %s, and %s."
                                        .formatted(
                                                view.named(choice.adaptive()),
                                                Text.fixed(ratio, 2),
                                                Text.fixed(LIMIT, 1),
                                                ratio < LIMIT ? "does" : "DOES NOT")));
    }

    /** The control in every chart, and as many others as can be told apart; all but the first pair folded away. */
    private List<Block> charts() {
        List<String> others = view.defenses().stream()
                .filter(defense -> !defense.equals(Cell.CONTROL))
                .filter(defense -> !curves.of(defense, ACCURACY).isEmpty())
                .toList();
        int groups = Math.max(1, (others.size() + LINES - 1) / LINES);
        List<Block> blocks = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<String> some = new ArrayList<>(List.of(Cell.CONTROL));
            some.addAll(others.subList(group * LINES, Math.min(others.size(), (group + 1) * LINES)));
            Block charts = new Block.Charts(List.of(
                    figure(group, LOSS, "training loss", 1, some),
                    figure(group, ACCURACY, "validation accuracy, %", 100, some)));
            blocks.add(
                    group == 0
                            ? charts
                            : new Block.Details(
                                    "Curves of "
                                            + some.stream()
                                                    .skip(1)
                                                    .map(view::named)
                                                    .collect(Collectors.joining(", ")),
                                    List.of(charts)));
        }
        return curves.of(Cell.CONTROL, ACCURACY).isEmpty() && others.isEmpty() ? List.of() : blocks;
    }

    private Figure figure(int group, String figure, String axis, double factor, List<String> defenses) {
        List<Curve> lines = IntStream.range(0, defenses.size())
                .mapToObj(i -> new Curve(
                        view.named(defenses.get(i)),
                        // Color and shape by place in the chart: over all charts there are too many.
                        defenses.get(i).equals(Cell.CONTROL) ? -1 : i - 1,
                        i,
                        curves.of(defenses.get(i), figure).stream()
                                .map(at -> new CurveChart.At(at.epoch(), at.value() * factor))
                                .toList()))
                .filter(curve -> !curve.values().isEmpty())
                .toList();
        Optional<Double> top = factor == 1 ? Optional.empty() : Optional.of(factor);
        return new Figure(
                view.prefix() + "training-" + Text.slug(figure) + "-" + (group + 1),
                "Line chart of %s by epoch, one line a defense; the numbers are in the table above.".formatted(axis),
                factor == 1
                        ? "Training loss by epoch; under mixed labels it cannot reach zero, so compare its course, not its height."
                        : "Validation accuracy by epoch, on photos set aside.",
                ink -> CurveChart.lines(ink, axis, top, lines));
    }

    /** Shows what a mechanism with a proof promises; the attacks say what it comes to. */
    private Optional<Table> budgets() {
        int side = view.run().info().inversion().training().side();
        List<Row> rows = Stream.concat(
                        view.defenses().stream()
                                .flatMap(defense -> view
                                        .rates()
                                        .plain("dp_epsilon", defense, "-")
                                        .map(mean -> new Row(
                                                List.of(view.named(defense)),
                                                List.of(
                                                        Value.of(Text.fixed(mean.value(), 2)),
                                                        Value.of(Value.DASH),
                                                        Value.of(mean.weakest().unit()),
                                                        Value.of(
                                                                "of the whole training, by an accountant of Rényi privacy over %s"
                                                                        .formatted(Text.plural(
                                                                                mean.weakest()
                                                                                        .n(),
                                                                                "step")))),
                                                false))
                                        .stream()),
                        view.run().info().defenses().stream()
                                .flatMap(entry -> PixelBudget.of(entry, side).stream()
                                        .map(budget -> new Row(
                                                List.of(view.named(entry.id())),
                                                List.of(
                                                        Value.of(Text.count(Math.round(budget.photo()))),
                                                        Value.of(budget.value().orElse(Value.DASH)),
                                                        Value.of("epsilon"),
                                                        Value.of(budget.spent())),
                                                false))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        view.prefix() + "privacy-budgets",
                        "What differential privacy promises",
                        "Lower promises more. Of a photo: of all that it holds, which is what private training promises, too; noise on pixels spends"
                                + " its epsilon on every one of the 3 S² values of a photo of side S. Still a whole training and one use of a"
                                + " photo are different things: at such numbers as thousands nothing is promised at all.",
                        List.of("defense"),
                        List.of(
                                Column.number("epsilon of a photo"),
                                Column.number("epsilon of a pixel value"),
                                Column.words("unit"),
                                Column.words("spent by")),
                        rows,
                        view.daggerNote()));
    }
}
