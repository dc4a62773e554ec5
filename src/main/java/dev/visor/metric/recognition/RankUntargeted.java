package dev.visor.metric.recognition;

import dev.visor.core.Trial;
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
 * Rank-N-UT: the share of searches in which none of the N nearest gallery images shows the probe's subject.
 *
 * <p>A probe that was not acquired counts as not protected: what nobody recognizes as a face is not a photo that one shares.
 * Where some had no face, {@code rankN_untargeted_fte} counts these the other way. Higher is better for the subject. Yang et
 * al., "Towards Face Encryption by Generating Adversarial Identity Masks", ICCV 2021, section 5.1.
 *
 * @param n how many gallery images the tracker looks at, from 1
 */
public record RankUntargeted(int n) implements RateMetric {

    @Override
    public String name() {
        return "rank" + n + "_untargeted";
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
        return Claims.isSearch(trial);
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.subjectBeyond(trial, n);
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        return Rate.valuesAndMissed(trials, this);
    }
}
