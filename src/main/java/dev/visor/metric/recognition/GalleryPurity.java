package dev.visor.metric.recognition;

import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Mean;
import dev.visor.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of a grown gallery's images that show the subject, after so many rounds; the mean over subjects.
 *
 * <p>A tracker whose gallery fills with others recognizes everybody. Lower is better for the subject.
 *
 * @param rounds from 0, where it is 1
 */
public record GalleryPurity(int rounds) implements Metric {

    public static final String UNIT = "share";

    @Override
    public String name() {
        return "purity_round" + rounds;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        Map<SubjectId, Double> purity = new TreeMap<>();
        for (Trial trial : trials.trials()) {
            if (trial instanceof Trial.Tracking tracked && tracked.round() == rounds) {
                purity.putIfAbsent(tracked.subject(), tracked.own() / (double) (tracked.own() + tracked.others()));
            }
        }
        double[] shares =
                purity.values().stream().mapToDouble(Double::doubleValue).toArray();
        return Mean.of(trials.cell(), trials.pairing(), name(), UNIT, better(), shares).stream()
                .toList();
    }
}
