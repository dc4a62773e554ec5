package dev.visor.report;

import dev.visor.core.Far;
import dev.visor.report.InversionView.Attack;
import dev.visor.report.Section.Block;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.chart.ScatterChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Privacy against accuracy: one point a defense, for trackers who have the recognizer and for those who have leaked data. */
final class InversionTradeoff {

    private final InversionView view;

    private InversionTradeoff(InversionView view) {
        this.view = view;
    }

    static Optional<Section> section(InversionView view) {
        InversionTradeoff tradeoff = new InversionTradeoff(view);
        List<Block> blocks = new ArrayList<>();
        tradeoff.blocks("model", "who has the recognizer", false).forEach(blocks::add);
        tradeoff.blocks("data", "who has leaked data", true).forEach(blocks::add);
        return Section.of(view.prefix() + "tradeoff", "Privacy against accuracy", blocks);
    }

    /** The worst that a defense suffers from some attacks, and the attack that does it. */
    private record Worst(Attack attack, Mean mean) {}

    private List<Block> blocks(String id, String tracker, boolean data) {
        List<Attack> kind = view.attacks().stream()
                .filter(attack -> attack.ofData() == data && attack.beforeJury())
                .toList();
        List<Attack> met = view.metAll(kind.stream().filter(attack -> !view.weak(attack)));
        if (kind.isEmpty()) {
            return List.of();
        }
        if (met.isEmpty()) {
            return List.of(new Block.Paragraph(
                    "No chart of a tracker %s: no attack of that kind both met every defense and inverts the undefended recognizer."
                            .formatted(tracker)));
        }
        List<Block> blocks = new ArrayList<>();
        figure(
                        id,
                        tracker,
                        met,
                        view::top1,
                        (defense, attack) -> view.chance().expected(defense, attack.id()),
                        "worst jury top-1, %",
                        "the share of reconstructions whose right person the jury puts first",
                        "the most that luck gives in any of these points, by names permuted over people")
                .ifPresent(figure -> blocks.add(new Block.Charts(List.of(figure))));
        view.fars().stream()
                .findFirst()
                .flatMap(far -> verify(id, tracker, met, far))
                .ifPresent(figure -> blocks.add(new Block.Charts(List.of(figure))));
        return blocks;
    }

    private Optional<Figure> verify(String id, String tracker, List<Attack> met, Far far) {
        return figure(
                id + "-verify",
                tracker,
                met,
                (defense, attack) -> view.judged(InversionView.VERIFY, defense, attack, Optional.of(far)),
                (defense, attack) -> view.passedByLuck(defense, attack, far).map(Mean::value),
                "worst recover_verify_rate at FAR " + Text.rate(far.rate()) + ", %",
                "the share of reconstructions that pass for the person beside another photo, mean over the jurors",
                "the share that passes under a wrong name, the most of these points");
    }

    private Optional<Figure> figure(
            String id,
            String tracker,
            List<Attack> attacks,
            BiFunction<String, Attack, Optional<Mean>> measure,
            BiFunction<String, Attack, Optional<Double>> luck,
            String axis,
            String counted,
            String dashed) {
        List<ScatterChart.Point> points = new ArrayList<>();
        List<Double> guesses = new ArrayList<>();
        for (String defense : view.defenses()) {
            Optional<Mean> accuracy = view.closedSet(defense);
            Optional<Worst> worst = attacks.stream()
                    .flatMap(attack -> measure.apply(defense, attack).map(mean -> new Worst(attack, mean)).stream())
                    .max(Comparator.comparingDouble(w -> w.mean().value()));
            if (accuracy.isPresent() && worst.isPresent()) {
                luck.apply(defense, worst.get().attack()).ifPresent(guesses::add);
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
        String ids = attacks.stream().map(a -> view.named(a.id())).collect(Collectors.joining(", "));
        return Optional.of(new Figure(
                view.prefix() + "inversion-tradeoff-" + id,
                "Scatter of %s over closed-set accuracy for a tracker %s, one point a defense; right and down is better; the numbers are in the tables."
                        .formatted(axis, tracker),
                ("A tracker %s. Right keeps more accuracy, down gives less away. Up: %s, under the worst of %s (the attacks of this"
                                + " kind that every defense met). Bars: %s. Dashed: %s.%s")
                        .formatted(
                                tracker,
                                counted,
                                ids,
                                InversionView.INTERVALS,
                                dashed,
                                view.daggerNote().isEmpty() ? "" : " " + InversionView.DAGGER + " our reconstruction."),
                ink -> ScatterChart.draw(
                        ink,
                        "closed-set accuracy, %",
                        axis,
                        guesses.stream().max(Double::compare).map(rate -> rate * 100),
                        points)));
    }
}
