package dev.visor.report.inversion;

import dev.visor.report.chart.CurveChart;
import dev.visor.report.chart.CurveChart.At;
import dev.visor.report.chart.CurveChart.Curve;
import dev.visor.report.chart.Figure;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows which k a masking strategy chose, how sure it was, and what it was rewarded with, epoch by epoch. */
final class StrategyCurves {

    private static final int LEAST = 2;
    private static final int MOST = 6;
    private static final String ENTROPY = "k_entropy";
    private static final String REWARD = "reward";

    /** A strategy that chooses one k this often has stopped to choose. */
    private static final double COLLAPSED = .9;

    private final InversionView view;
    private final MixChoice choice;
    private final TrainingCurves curves;
    private final List<String> told;

    StrategyCurves(InversionView view, MixChoice choice) {
        this.view = view;
        this.choice = choice;
        this.curves = TrainingCurves.read(view.run());
        this.told = choice.all().stream()
                .filter(defense -> !curves.of(defense, figure(LEAST)).isEmpty())
                .toList();
    }

    private static String figure(int k) {
        return "k" + k;
    }

    private static double evenEntropy() {
        return Math.log(MOST - LEAST + 1);
    }

    private Optional<Double> last(String defense, String figure) {
        return curves.last(defense, figure);
    }

    /** Tells what the strategy had come to in the last epoch. */
    Optional<String> sentence() {
        return IntStream.rangeClosed(LEAST, MOST)
                .boxed()
                .filter(k -> last(choice.adaptive(), figure(k)).isPresent())
                .max(Comparator.comparingDouble(
                        k -> last(choice.adaptive(), figure(k)).orElseThrow()))
                .map(k -> {
                    double share = last(choice.adaptive(), figure(k)).orElseThrow();
                    String end = String.format(
                            Locale.ROOT,
                            "In its last epoch the strategy of %s chose k = %d for %s %% of the photos%s.",
                            view.named(choice.adaptive()),
                            k,
                            Text.percent(share),
                            last(choice.adaptive(), ENTROPY)
                                    .map(nats -> ", with an entropy of %s of at most %s nats"
                                            .formatted(Text.fixed(nats, 2), Text.fixed(evenEntropy(), 2)))
                                    .orElse(""));
                    return share >= COLLAPSED ? end + " It has settled on one k and no longer adapts." : end;
                });
    }

    /** Charts of the adaptive one, then the last epoch of all in numbers. */
    List<Block> blocks() {
        if (told.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        if (told.contains(choice.adaptive())) {
            figures.add(histogram());
        }
        figures.add(
                lines("entropy", ENTROPY, "entropy of k, nats", Optional.of(evenEntropy() * 1.05), entropyCaption()));
        figures.add(
                lines(
                        "reward",
                        REWARD,
                        "reward: mean loss",
                        Optional.empty(),
                        "What the strategy is rewarded with, the recognizer's loss on the mixed photos; for the others it is only recorded."));
        blocks.add(new Block.Charts(figures));
        blocks.add(new Block.Tabular(table()));
        return blocks;
    }

    private static String entropyCaption() {
        return "Entropy of what k is drawn from: %s nats if every k is as likely, 0 if one is certain."
                .formatted(Text.fixed(evenEntropy(), 2));
    }

    private Figure histogram() {
        List<Curve> shares = IntStream.rangeClosed(LEAST, MOST)
                .mapToObj(k -> new Curve("k = " + k, k - LEAST, 0, curves.of(choice.adaptive(), figure(k))))
                .filter(curve -> !curve.values().isEmpty())
                .toList();
        return new Figure(
                view.prefix() + "strategy-k",
                "Stacked areas: the share of photos for which the strategy chose each k, epoch by epoch; the last epoch is in the table below.",
                "How many photos %s mixed: the share of rows with each k, by epoch."
                        .formatted(view.named(choice.adaptive())),
                ink -> CurveChart.stacked(ink, "share of rows, %", shares));
    }

    private Figure lines(String id, String figure, String axis, Optional<Double> top, String caption) {
        List<Curve> lines = new ArrayList<>();
        for (String defense : told) {
            List<At> values = curves.of(defense, figure);
            if (!values.isEmpty()) {
                int number = told.indexOf(defense);
                lines.add(new Curve(view.named(defense), number, number, values));
            }
        }
        return new Figure(
                view.prefix() + "strategy-" + id,
                "Line chart of the %s by epoch, one line a defense; the last epoch is in the table below."
                        .formatted(axis),
                caption,
                ink -> CurveChart.lines(ink, axis, top, lines));
    }

    private Table table() {
        List<Column> columns = new ArrayList<>();
        IntStream.rangeClosed(LEAST, MOST).forEach(k -> columns.add(Column.number("k = " + k + ", %")));
        columns.add(Column.number("entropy, nats"));
        columns.add(Column.number("first reward"));
        columns.add(Column.number("last reward"));
        columns.add(Column.number("epochs"));
        List<Row> rows = new ArrayList<>();
        for (String defense : told) {
            List<Value> values = new ArrayList<>();
            IntStream.rangeClosed(LEAST, MOST)
                    .forEach(k -> values.add(number(last(defense, figure(k)).map(Text::percent))));
            values.add(number(last(defense, ENTROPY).map(v -> Text.fixed(v, 2))));
            values.add(number(curves.first(defense, REWARD).map(v -> Text.fixed(v, 3))));
            values.add(number(last(defense, REWARD).map(v -> Text.fixed(v, 3))));
            values.add(Value.of(Text.count(curves.epochs(defense))));
            rows.add(new Row(List.of(view.named(defense)), values, false));
        }
        return new Table(
                view.prefix() + "strategy-table",
                "Which k was chosen, in the last epoch",
                "Share of rows mixed of k photos; entropy of what k was drawn from, at most "
                        + Text.fixed(evenEntropy(), 2)
                        + "; the reward in the first and in the last epoch that tells of one. Of several seeds the first.",
                List.of("defense"),
                columns,
                rows,
                view.daggerNote());
    }

    private static Value number(Optional<String> text) {
        return text.map(Value::of).orElseGet(Value::missing);
    }
}
