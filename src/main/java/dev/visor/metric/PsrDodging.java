package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.Far;
import dev.visor.core.MetricValue;
import dev.visor.core.Outcome;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dodging: the share of genuine comparisons that the victim rejects at a calibrated threshold, 1 - TAR.
 *
 * <p>{@code psr_dodging} compares with another photo of the subject, which is what a tracker has; {@code psr_dodging_same}
 * with the other version of the same photo. A face that was not acquired counts as not protected; where some trials had no
 * face, the ending {@code _fte} counts these the other way. Higher is better for the subject.
 */
public final class PsrDodging implements Metric {

    @Override
    public String name() {
        return "psr_dodging";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<MetricValue> values = new ArrayList<>();
        values.addAll(values(trials, Label.OTHER, name()));
        values.addAll(values(trials, Label.SAME, name() + "_same"));
        return values;
    }

    private List<MetricValue> values(CellTrials trials, Label label, String metric) {
        List<Trial.Verification> genuine = trials.comparisons(label);
        if (genuine.isEmpty()) {
            return List.of();
        }
        List<MetricValue> values = new ArrayList<>();
        for (Threshold threshold : trials.thresholds()) {
            Optional<Far> far = Optional.of(threshold.far());
            values.add(Rate.of(genuine, t -> rejected(t, threshold)).value(trials, metric, better(), far));
            if (genuine.stream().anyMatch(Rate::noFace)) {
                values.add(Rate.of(genuine, t -> rejected(t, threshold) || Rate.noFace(t))
                        .value(trials, metric + "_fte", better(), far));
            }
        }
        return values;
    }

    static boolean rejected(Trial trial, Threshold threshold) {
        return trial.outcome() instanceof Outcome.Compared compared && !threshold.accepts(compared.similarity());
    }

    static boolean accepted(Trial trial, Threshold threshold) {
        return trial.outcome() instanceof Outcome.Compared compared && threshold.accepts(compared.similarity());
    }
}
