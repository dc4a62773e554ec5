package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * The share of trials, searches and comparisons alike, in which no face was found on one side or the other.
 *
 * <p>Faces missed for another reason (unreadable, failed) are in the denominator only. Lower is better for the subject: a photo
 * in which nobody finds a face is spoiled, not protected.
 */
public final class NoFaceRate implements RateMetric {

    @Override
    public String name() {
        return "no_face_rate";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean needsThreshold() {
        return false;
    }

    @Override
    public boolean asks(Trial trial) {
        return true;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.noFace(trial);
    }
}
