package dev.visor.metric.inversion;

import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Attack accuracy: the share of reconstructions whose person is among the N most alike of a judge's gallery.
 *
 * <p>The gallery holds photos that the recognizer under attack was not trained on; a person's rank is that of his most alike photo.
 * Zhang et al., "The Secret Revealer", CVPR 2020, section 4, judged by an independent recognizer. What luck gives is below N out
 * of the people where a jury agrees on nobody: {@link ChanceLevel}. Lower is better for the subject.
 *
 * @param n how many people the tracker looks at, from 1
 */
public record InversionTop(int n) implements RateMetric {

    @Override
    public String name() {
        return "inversion_top" + n;
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
        return Claims.isSearch(trial) && trial.pairing() != Pairing.ASKED_TRAINED;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.subjectWithin(trial, n);
    }
}
