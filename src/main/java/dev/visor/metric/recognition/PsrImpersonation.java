package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Impersonation: the share of comparisons with a target that the model accepts at a calibrated threshold.
 *
 * <p>The target's photo is not the one that the defense saw. A face that was not acquired counts as not accepted. Higher is
 * better for the subject.
 */
public final class PsrImpersonation implements RateMetric {

    @Override
    public String name() {
        return "psr_impersonation";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean needsThreshold() {
        return true;
    }

    @Override
    public boolean asks(Trial trial) {
        return Claims.isPair(trial, Label.TARGET);
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.accepted(trial, threshold);
    }
}
