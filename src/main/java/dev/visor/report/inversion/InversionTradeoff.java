package dev.visor.report.inversion;

import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.chart.ScatterChart;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Privacy against accuracy: one point a defense, for trackers who have the recognizer and for those who have leaked data.
 *
 * <p>Who has the recognizer may do the same against every defense, so that only attacks count that all of them met: a defense must not look
 * better for being spared one. What can be done with leaked data depends on what a defense does to it; there the worst of all attacks that
 * it met counts, and the table below the charts names it.
 */
public final class InversionTradeoff {

    private static final String ACCURACY = "closed-set accuracy";

    private final InversionView view;

    private InversionTradeoff(InversionView view) {
        this.view = view;
    }

    public static Optional<Section> section(InversionView view) {
        InversionTradeoff tradeoff = new InversionTradeoff(view);
        List<Block> blocks = new ArrayList<>();
        tradeoff.blocks("model", "who has the recognizer", false).forEach(blocks::add);
        tradeoff.blocks("data", "who has leaked data", true).forEach(blocks::add);
        return Section.of(view.prefix() + "tradeoff", "Privacy against accuracy", blocks);
    }

    /** The worst that a defense suffers from some attacks, and the attack that does it. */
    private record Worst(JudgedAttack attack, MeanRate mean) {}

    /**
     * A measure that goes up in a chart.
     *
     * @param counted what it is, in words
     * @param luck what luck gives of it
     * @param dashed what the level of luck is, in words
     */
    private record Height(
            String ending,
            String axis,
            String counted,
            String dashed,
            BiFunction<String, JudgedAttack, Optional<MeanRate>> measure,
            BiFunction<String, JudgedAttack, Optional<Double>> luck) {}

    private List<Height> heights() {
        List<Height> heights = new ArrayList<>();
        heights.add(new Height(
                "",
                "worst jury top-1, %",
                "the share of reconstructions whose right person the jury puts first",
                "the most that luck gives in any of these points, by names permuted over people",
                view.rates()::top1,
                (defense, attack) -> view.chance().expected(defense, attack.id())));
        view.fars().stream()
                .findFirst()
                .ifPresent(far -> heights.add(new Height(
                        "-verify",
                        "worst recover_verify_rate at FAR " + Text.rate(far.rate()) + ", %",
                        "the share of reconstructions that pass for the person beside another photo, mean over the judges",
                        "the share that passes under a wrong name, the most of these points",
                        (defense, attack) ->
                                view.rates().judged(InversionRates.VERIFY, defense, attack, Optional.of(far)),
                        (defense, attack) ->
                                view.rates().passedByLuck(defense, attack, far).map(MeanRate::value))));
        return heights;
    }

    private String tableId(String id) {
        return view.prefix() + "inversion-tradeoff-" + id + "-points";
    }

    private static String column(Height height) {
        return height.axis().replace(", %", "");
    }

    private List<Block> blocks(String id, String tracker, boolean data) {
        List<JudgedAttack> kind = view.attacks().stream()
                .filter(attack -> attack.ofData() == data && attack.beforeJury())
                .toList();
        if (kind.isEmpty()) {
            return List.of();
        }
        List<JudgedAttack> telling =
                kind.stream().filter(attack -> !view.weak(attack)).toList();
        List<JudgedAttack> counting = data ? telling : view.metAll(telling.stream());
        if (counting.isEmpty()) {
            return List.of(new Block.Paragraph(
                    "No chart of a tracker %s: no attack of that kind both met every defense and inverts the undefended recognizer."
                            .formatted(tracker)));
        }
        String whose = data ? ofAll(counting) : ofThoseThatAllMet(counting);
        List<Block> blocks = new ArrayList<>();
        for (Height height : heights()) {
            figure(id, tracker, whose, counting, height)
                    .ifPresent(figure -> blocks.add(new Block.Live(
                            figure,
                            tableId(id),
                            ACCURACY,
                            column(height),
                            "A tracker %s. Right keeps more accuracy, down gives less away. Up: %s, %s. Bars: %s."
                                    .formatted(tracker, height.counted(), whose, InversionView.INTERVALS))));
        }
        if (!blocks.isEmpty()) {
            blocks.add(new Block.Tabular(table(id, tracker, counting)));
        }
        return blocks;
    }

    private String ofThoseThatAllMet(List<JudgedAttack> attacks) {
        return "under the worst of %s: of this kind, those alone that every defense met, as none must look better for being spared one"
                .formatted(view.named(attacks));
    }

    /** Sets differ: what was not run may be worse. */
    private String ofAll(List<JudgedAttack> attacks) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "under the worst of all attacks of this kind that met the defense, which the table below names (of %s)"
                        .formatted(view.named(attacks)));
        if (attacks.stream().anyMatch(attack -> view.unmixing().undoes(attack.id()))) {
            sentences.add(
                    "Where nothing is mixed or drawn there is nothing to unmix, and the other attacks stand for it");
        }
        String unmet = view.defenses().stream()
                .filter(view.unmixing()::hides)
                .filter(defense -> view.busy(defense, attacks).stream()
                        .noneMatch(attack -> view.unmixing().undoes(attack.id())
                                && view.rates().top1(defense, attack).isPresent()))
                .map(view::named)
                .collect(Collectors.joining(", "));
        if (!unmet.isEmpty()) {
            sentences.add("Nobody tried to undo what is mixed or drawn under %s: what it gives away may be far more"
                    .formatted(unmet));
        }
        return String.join(". ", sentences);
    }

    private Optional<Worst> worst(String defense, List<JudgedAttack> attacks, Height height) {
        return view.busy(defense, attacks).stream()
                .flatMap(
                        attack -> height.measure().apply(defense, attack).map(mean -> new Worst(attack, mean)).stream())
                .max(Comparator.comparingDouble(worst -> worst.mean().value()));
    }

    /** All that get as much as the worst. */
    private List<JudgedAttack> asBad(String defense, List<JudgedAttack> attacks, Height height, Worst worst) {
        return view.busy(defense, attacks).stream()
                .filter(attack -> height.measure()
                        .apply(defense, attack)
                        .filter(mean -> mean.value() == worst.mean().value())
                        .isPresent())
                .toList();
    }

    private Optional<Figure> figure(
            String id, String tracker, String whose, List<JudgedAttack> attacks, Height height) {
        List<ScatterChart.Point> points = new ArrayList<>();
        List<Double> guesses = new ArrayList<>();
        for (String defense : view.defenses()) {
            Optional<MeanRate> accuracy = view.rates().closedSet(defense);
            Optional<Worst> worst = worst(defense, attacks, height);
            if (accuracy.isPresent() && worst.isPresent()) {
                height.luck().apply(defense, worst.get().attack()).ifPresent(guesses::add);
                points.add(new ScatterChart.Point(
                        view.named(defense),
                        view.run().color(defense),
                        view.run().marker(defense),
                        accuracy.get().value() * 100,
                        worst.get().mean().value() * 100,
                        accuracy.get().interval().map(PointChart::inPercent),
                        worst.get().mean().interval().map(PointChart::inPercent)));
            }
        }
        if (points.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                view.prefix() + "inversion-tradeoff-" + id + height.ending(),
                "Scatter of %s over closed-set accuracy for a tracker %s, one point a defense; right and down is better; the numbers are in the table below."
                        .formatted(height.axis(), tracker),
                "A tracker %s. Right keeps more accuracy, down gives less away. Up: %s, %s. Bars: %s. Dashed: %s.%s"
                        .formatted(
                                tracker,
                                height.counted(),
                                whose,
                                InversionView.INTERVALS,
                                height.dashed(),
                                view.daggerNote().isEmpty() ? "" : " " + InversionView.DAGGER + " our reconstruction."),
                ink -> ScatterChart.draw(
                        ink,
                        "closed-set accuracy, %",
                        height.axis(),
                        guesses.stream().max(Double::compare).map(rate -> rate * 100),
                        points)));
    }

    /** Lists the attack that each point is about. */
    private Table table(String id, String tracker, List<JudgedAttack> attacks) {
        List<Column> columns = new ArrayList<>(List.of(Column.number(ACCURACY)));
        for (Height height : heights()) {
            columns.add(Column.number(column(height)));
            columns.add(Column.words("by"));
        }
        columns.add(Column.number("attacks that met it"));
        List<Row> rows = new ArrayList<>();
        for (String defense : view.defenses()) {
            List<Value> values = new ArrayList<>();
            values.add(InversionHeadline.accuracy(view, view.rates().closedSet(defense)));
            for (Height height : heights()) {
                Optional<Worst> worst = worst(defense, attacks, height);
                values.add(worst.map(w -> InversionView.percent(w.mean())).orElseGet(view::absent));
                values.add(worst.map(w -> Value.of(view.named(asBad(defense, attacks, height, w))))
                        .orElseGet(Value::missing));
            }
            long met = view.busy(defense, attacks).stream()
                    .filter(attack -> view.rates().top1(defense, attack).isPresent())
                    .count();
            values.add(Value.of(Text.count(met)));
            rows.add(new Row(List.of(view.named(defense)), values, rows.size() == 1));
        }
        return new Table(
                tableId(id),
                "The points of these charts: a tracker " + tracker,
                "Percent. By: the attacks that get most, of as many as the last column tells. Smaller lines: %s."
                        .formatted(InversionView.INTERVALS),
                List.of("defense"),
                columns,
                rows,
                view.daggerNote());
    }
}
