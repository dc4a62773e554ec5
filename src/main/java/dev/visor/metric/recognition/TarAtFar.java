package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * TAR@FAR: the share of genuine comparisons that the model accepts at the threshold for a false accept rate, calibrated on other photos than
 * the subject's.
 *
 * <p>A face that was not acquired counts as rejected: the tracker did not link it. Lower is better for the subject, unless the recognizer is the
 * subject's own ({@code UtilityDirection}).
 */
public final class TarAtFar implements RateMetric {

    @Override
    public String name() {
        return "tar_at_far";
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
