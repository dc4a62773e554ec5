package dev.visor.metric.inversion;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The score levels of the adaptive hybrid masking paper, in our reading.
 *
 * <p>Only this much is sourced (its reviews): a visual and an attack level, weighed 0.4 and 0.6. The rest is ours: the visual level is how
 * alike masked and original photo are, the attack level how alike recovered and original photo are; each the mean of SSIM and of
 * the judges' mean cosine. In [-1, 1], about 1 where nothing is hidden; lower is better for the subject.
 */
public final class AhmScore {

    public static final String PREFIX = "ahm_";
    private static final double VISUAL = .4;
    private static final double ATTACK = .6;

    private AhmScore() {}

    /**
     * The scores of every defense whose masked photos were looked at and recovered.
     *
     * @param values of a run, with {@code recovered_ssim} and {@code inversion_feature_distance}
     * @param look id of the attack that looks at what leaked
     * @param recovery id of the attack that recovers it
     */
    public static List<MetricValue> of(List<MetricValue> values, String look, String recovery) {
        Map<String, Cell> targets = new LinkedHashMap<>();
        values.stream()
                .filter(value -> value.metric().equals("recovered_ssim"))
                .map(MetricValue::cell)
                .filter(cell -> cell.attack().equals(look) || cell.attack().equals(recovery))
                .forEach(cell -> targets.putIfAbsent(cell.defense() + "/" + cell.seed(), cell));
        List<MetricValue> scores = new ArrayList<>();
        for (Cell target : targets.values()) {
            OptionalDouble visual = likeness(values, target, look);
            OptionalDouble attack = likeness(values, target, recovery);
            if (visual.isPresent() && attack.isPresent()) {
                Cell cell = cell(target);
                scores.add(score(cell, PREFIX + "visual", visual.getAsDouble()));
                scores.add(score(cell, PREFIX + "attack", attack.getAsDouble()));
                scores.add(
                        score(cell, PREFIX + "score", VISUAL * visual.getAsDouble() + ATTACK * attack.getAsDouble()));
            }
        }
        return scores;
    }

    /** Whether a value is one of these scores. */
    public static boolean made(MetricValue value) {
        return value.metric().startsWith(PREFIX);
    }

    private static OptionalDouble likeness(List<MetricValue> values, Cell target, String attack) {
        OptionalDouble image = mean(values, target, attack, "recovered_ssim");
        OptionalDouble distance = mean(values, target, attack, "inversion_feature_distance");
        return image.isPresent() && distance.isPresent()
                ? OptionalDouble.of((image.getAsDouble() + 1 - distance.getAsDouble() / 2) / 2)
                : OptionalDouble.empty();
    }

    /** Over the judges, or the one value where none judges. */
    private static OptionalDouble mean(List<MetricValue> values, Cell target, String attack, String metric) {
        return values.stream()
                .filter(value -> value.metric().equals(metric)
                        && value.pairing() == Pairing.RECONSTRUCTED_CLEAN
                        && value.cell().attack().equals(attack)
                        && value.cell().defense().equals(target.defense())
                        && value.cell().seed() == target.seed())
                .mapToDouble(MetricValue::value)
                .average();
    }

    private static Cell cell(Cell target) {
        return target.attackedBy(Cell.NOT_APPLICABLE, AttackerAccess.NONE).judgedBy(Cell.NOT_APPLICABLE);
    }

    private static MetricValue score(Cell cell, String metric, double value) {
        return MetricValue.plain(cell, Pairing.RECONSTRUCTED_CLEAN, metric, value, 1, "likeness", Better.LOWER);
    }
}
