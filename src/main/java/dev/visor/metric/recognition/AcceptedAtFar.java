package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * The share of comparisons with another photo of the person that a judge accepts, at the threshold for a false accept rate, calibrated on
 * other photos than the subject's.
 *
 * <p>A face that was not acquired counts as rejected: the tracker did not link it. Lower is better for the subject, unless the recognizer is the
 * subject's own ({@code UtilityDirection}).
 *
 * @param name of the metric
 */
public record AcceptedAtFar(String name) implements RateMetric {

    /** TAR@FAR, of the photos of a recognition suite. */
    public static final AcceptedAtFar TAR_AT_FAR = new AcceptedAtFar("tar_at_far");

    /**
     * Recover and verify, of reconstructions. The other photo is one that the recognizer under attack was not trained on and that did not leak
     * (type II of template inversion). Low SSIM does not imply that this is low.
     */
    public static final AcceptedAtFar RECOVER_VERIFY = new AcceptedAtFar("recover_verify_rate");

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
