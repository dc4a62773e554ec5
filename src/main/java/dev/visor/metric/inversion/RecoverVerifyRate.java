package dev.visor.metric.inversion;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Recover and verify: the share of reconstructions that a judge takes for the person on another photo, at a calibrated threshold.
 *
 * <p>The other photo is one that the recognizer under attack was not trained on and that did not leak (type II of template inversion). Low
 * SSIM does not imply that this is low. Lower is better for the subject.
 */
public final class RecoverVerifyRate implements RateMetric {

    @Override
    public String name() {
        return "recover_verify_rate";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean needsThreshold() {
        return true;
    }

    @Override
    public boolean asks(Trial trial) {
        return Claims.isPair(trial, Label.OTHER);
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.accepted(trial, threshold);
    }
}
