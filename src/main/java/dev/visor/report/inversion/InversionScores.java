package dev.visor.report.inversion;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The score of the AHM paper, as far as it could be read. */
public final class InversionScores {

    private static final String ATTACK = "ahm_attack";
    private static final Map<String, String> METRICS = metrics();

    private InversionScores() {}

    private static Map<String, String> metrics() {
        Map<String, String> metrics = new LinkedHashMap<>();
        metrics.put("ahm_visual", "visual level");
        metrics.put(ATTACK, "attack level");
        metrics.put("ahm_score", "score");
        return metrics;
    }

    /** A key of scores; the attack is {@code -} where a score is not about one. */
    private record Scored(String defense, String attack) {

        static Scored of(MetricValue value) {
            return new Scored(value.cell().defense(), value.cell().attack());
        }
    }

    /** Returns the section; empty where the run has no such scores. */
    public static Optional<Section> section(InversionView view) {
        List<Scored> all = METRICS.keySet().stream()
                .flatMap(metric -> view.run().of(metric))
                .map(Scored::of)
                .distinct()
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean byAttack = all.stream().anyMatch(scored -> !scored.attack().equals("-"));
        List<Row> rows = new ArrayList<>();
        for (String defense : view.defenses()) {
            boolean first = byAttack;
            for (Scored scored : all) {
                if (!scored.defense().equals(defense)) {
                    continue;
                }
                List<String> stubs = new ArrayList<>(List.of(view.named(defense)));
                if (byAttack) {
                    stubs.add(scored.attack().equals("-") ? Value.DASH : view.named(scored.attack()));
                }
                rows.add(new Row(stubs, values(view, scored, all), first));
                first = false;
            }
        }
        Table table = new Table(
                view.prefix() + "ahm-scores",
                "Score levels after the AHM paper: our reading",
                ("Our reading: the weights 0.4 and 0.6 and the two levels are sourced, the rest is ours. Visual level: how alike the masked"
                                + " photo%s is to the original; attack level: how alike what is recovered%s is; each the mean of SSIM and of the"
                                + " judges' mean cosine. Score: 0.4 times the first and 0.6 times the second. −1..1, about 1 where nothing is"
                                + " hidden; lower is more private. Not comparable with the paper's figures. The attack level, 0.6 of the score,"
                                + " cannot see any mixing: it is of what the recognizer is asked with, single photos that no defense mixes; only"
                                + " the visual level is of the mixed rows that it learned from. As: the attack level is that of these defenses to"
                                + " the last digit of the record.")
                        .formatted(seenBy(view, 0), seenBy(view, 1)),
                byAttack ? List.of("defense", "attack") : List.of("defense"),
                METRICS.values().stream().map(Column::number).toList(),
                rows,
                view.daggerNote());
        return Optional.of(new Section(
                view.prefix() + "scores", "AHM's own score, as we read it", List.of(new Block.Tabular(table))));
    }

    private static List<Value> values(InversionView view, Scored scored, List<Scored> all) {
        return METRICS.keySet().stream()
                .map(metric -> view.rates()
                        .plain(metric, scored.defense(), scored.attack())
                        .map(mean -> {
                            List<String> details = new ArrayList<>();
                            mean.interval()
                                    .ifPresent(
                                            i -> details.add(Text.fixed(i.low(), 3) + "–" + Text.fixed(i.high(), 3)));
                            if (metric.equals(ATTACK)) {
                                same(view, scored, mean, all).ifPresent(details::add);
                            }
                            return new Value(Text.fixed(mean.value(), 3), details, Optional.empty());
                        })
                        .orElseGet(Value::missing))
                .toList();
    }

    /** Other defenses whose attack level is no other. */
    private static Optional<String> same(InversionView view, Scored scored, MeanRate mean, List<Scored> all) {
        List<String> same = all.stream()
                .filter(other -> !other.equals(scored) && other.attack().equals(scored.attack()))
                .filter(other -> view.rates()
                        .plain(ATTACK, other.defense(), other.attack())
                        .filter(level -> level.value() == mean.value())
                        .isPresent())
                .map(other -> view.named(other.defense()))
                .toList();
        return same.isEmpty() ? Optional.empty() : Optional.of("as " + String.join(", ", same));
    }

    /** The attack that a level comes from. */
    private static String seenBy(InversionView view, int level) {
        List<String> attacks = view.run().info().inversion().ahmScoreAttacks();
        return attacks.size() > level ? " (%s)".formatted(view.named(attacks.get(level))) : "";
    }
}
