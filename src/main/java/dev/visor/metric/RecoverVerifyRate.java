package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import java.util.List;
import java.util.Optional;

/**
 * Recover and verify: the share of reconstructions that a juror takes for the person on another photo, at a calibrated threshold.
 *
 * <p>The other photo is one that the recognizer under attack was not trained on and that did not leak (type II of template inversion). Low
 * SSIM does not imply that this is low. Lower is better for the subject.
 */
public final class RecoverVerifyRate implements Metric {

    @Override
    public String name() {
        return "recover_verify_rate";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Verification> comparisons = trials.comparisons(Label.OTHER);
        if (comparisons.isEmpty()) {
            return List.of();
        }
        return trials.thresholds().stream()
                .map(threshold -> value(trials, comparisons, threshold))
                .toList();
    }

    private MetricValue value(CellTrials trials, List<Trial.Verification> comparisons, Threshold threshold) {
        return Rate.of(comparisons, trial -> PsrDodging.accepted(trial, threshold))
                .value(trials, name(), better(), Optional.of(threshold.far()));
    }
}
