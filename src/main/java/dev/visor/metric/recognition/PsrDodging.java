package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Claims;
import dev.visor.metric.Rate;
import dev.visor.metric.RateMetric;
import java.util.List;
import java.util.Optional;

/**
 * Dodging: the share of genuine comparisons that the model rejects at a calibrated threshold, 1 - TAR.
 *
 * <p>{@code psr_dodging} compares with another photo of the subject, which is what a tracker has; {@code psr_dodging_same}
 * with the other version of the same photo. A face that was not acquired counts as not protected; where some trials had no
 * face, the ending {@code _fte} counts these the other way. Higher is better for the subject.
 *
 * @param label {@code OTHER} or {@code SAME}
 */
public record PsrDodging(Label label) implements RateMetric {

    /** Compares with another photo of the subject. */
    public PsrDodging() {
        this(Label.OTHER);
    }

    @Override
    public String name() {
        return label == Label.SAME ? "psr_dodging_same" : "psr_dodging";
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
        return Claims.isPair(trial, label);
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.rejected(trial, threshold);
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        return Rate.valuesAndMissed(trials, this);
    }
}
