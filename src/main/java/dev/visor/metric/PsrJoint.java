package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.PhotoId;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Dodging and impersonation at once: the share of probes that the victim takes for a target and not for their subject.
 *
 * <p>A face can match both. A probe counts if it is rejected against every other photo of its subject and accepted against at
 * least one photo of a target; only probes that met both are counted. A comparison whose face was not acquired is neither a
 * rejection nor an acceptance. Higher is better for the subject.
 */
public final class PsrJoint implements Metric {

    @Override
    public String name() {
        return "psr_joint";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        Map<PhotoId, List<Trial.Verification>> mates = byProbe(trials.comparisons(Label.OTHER));
        Map<PhotoId, List<Trial.Verification>> targets = byProbe(trials.comparisons(Label.TARGET));
        mates.keySet().retainAll(targets.keySet());
        if (mates.isEmpty()) {
            return List.of();
        }
        List<MetricValue> values = new ArrayList<>();
        for (Threshold threshold : trials.thresholds()) {
            Rate rate = new Rate();
            mates.forEach((probe, genuine) -> rate.add(
                    genuine.get(0).subject(),
                    genuine.stream().allMatch(t -> PsrDodging.rejected(t, threshold))
                            && targets.get(probe).stream().anyMatch(t -> PsrDodging.accepted(t, threshold))));
            values.add(rate.value(trials, name(), better(), Optional.of(threshold.far())));
        }
        return values;
    }

    private static Map<PhotoId, List<Trial.Verification>> byProbe(List<Trial.Verification> trials) {
        Map<PhotoId, List<Trial.Verification>> byProbe = new TreeMap<>();
        trials.forEach(
                t -> byProbe.computeIfAbsent(t.probe(), p -> new ArrayList<>()).add(t));
        return byProbe;
    }
}
