package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import java.util.List;
import java.util.Optional;

/**
 * Impersonation: the share of comparisons with a target that the victim accepts at a calibrated threshold.
 *
 * <p>The target's photo is not the one that the defense saw. A face that was not acquired counts as not accepted. Higher is
 * better for the subject.
 */
public final class PsrImpersonation implements Metric {

    @Override
    public String name() {
        return "psr_impersonation";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Verification> targets = trials.comparisons(Label.TARGET);
        if (targets.isEmpty()) {
            return List.of();
        }
        return trials.thresholds().stream()
                .map(threshold -> Rate.of(targets, t -> PsrDodging.accepted(t, threshold))
                        .value(trials, name(), better(), Optional.of(threshold.far())))
                .toList();
    }
}
