package dev.visor.report;

import dev.visor.core.MetricValue;
import dev.visor.report.Section.Block;
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
final class InversionScores {

    private static final Map<String, String> METRICS = metrics();

    private InversionScores() {}

    private static Map<String, String> metrics() {
        Map<String, String> metrics = new LinkedHashMap<>();
        metrics.put("ahm_visual", "visual level");
        metrics.put("ahm_attack", "attack level");
        metrics.put("ahm_score", "score");
        return metrics;
    }

    /** What was scored; the attack is {@code -} where a score is not about one. */
    private record Scored(String defense, String attack) {

        static Scored of(MetricValue value) {
            return new Scored(value.cell().defense(), value.cell().attack());
        }
    }

    /** Empty where the run has no such scores. */
    static Optional<Section> section(InversionView view) {
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
                rows.add(new Row(stubs, values(view, scored), first));
                first = false;
            }
        }
        Table table = new Table(
                view.prefix() + "ahm-scores",
                "Score levels after the AHM paper: our reading",
                ("Our reading: the weights 0.4 and 0.6 and the two levels are sourced, the rest is ours. Visual level: how alike the masked"
                                + " photo%s is to the original; attack level: how alike what is recovered%s is; each the mean of SSIM and of the"
                                + " jurors' mean cosine. Score: 0.4 times the first and 0.6 times the second. −1..1, about 1 where nothing is"
                                + " hidden; lower is more private. Not comparable with the paper's figures.")
                        .formatted(seenBy(view, 0), seenBy(view, 1)),
                byAttack ? List.of("defense", "attack") : List.of("defense"),
                METRICS.values().stream().map(Column::number).toList(),
                rows,
                view.daggerNote());
        return Optional.of(new Section(
                view.prefix() + "scores", "AHM's own score, as we read it", List.of(new Block.Tabular(table))));
    }

    private static List<Value> values(InversionView view, Scored scored) {
        return METRICS.keySet().stream()
                .map(metric -> view.plain(metric, scored.defense(), scored.attack())
                        .map(mean -> new Value(
                                Text.fixed(mean.value(), 3),
                                mean
                                        .interval()
                                        .map(i -> Text.fixed(i.low(), 3) + "–" + Text.fixed(i.high(), 3))
                                        .stream()
                                        .toList(),
                                Optional.empty()))
                        .orElseGet(Value::missing))
                .toList();
    }

    /** The attack that a level comes from. */
    private static String seenBy(InversionView view, int level) {
        return view.run().info().suite().settings().get("ahm_score_attacks") instanceof List<?> attacks
                        && attacks.size() > level
                ? " (%s)".formatted(view.named(attacks.get(level).toString()))
                : "";
    }
}
