package dev.visor.metric.inversion;

import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Closed-set accuracy: how often a recognizer names rightly who, of the people that it was trained on, is on a photo that it was not trained on.
 *
 * <p>What the legitimate user of a defended recognizer has; higher is better for him, and, as he is who applies the defense, counts so.
 */
public final class ClosedSetAccuracy implements RateMetric {

    @Override
    public String name() {
        return "closed_set_accuracy";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean needsThreshold() {
        return false;
    }

    @Override
    public boolean asks(Trial trial) {
        return Claims.isSearch(trial) && trial.pairing() == Pairing.ASKED_TRAINED;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.subjectWithin(trial, 1);
    }
}
