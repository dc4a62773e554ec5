package dev.visor.metric.recognition;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Protection at k: the share of searches in which the one gallery image of the subject is not among the k nearest.
 *
 * <p>What was not acquired counts as not protected. Higher is better for the subject. Zhong and Deng, OPOM, TPAMI 2022, "top-k protection success
 * rate".
 *
 * @param k how many gallery images the tracker looks at, from 1
 */
public record ProtectedAt(int k) implements RateMetric {

    @Override
    public String name() {
        return "protected_at_" + k;
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
        return trial instanceof Trial.Retrieval search && search.own() == 1;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return trial.outcome() instanceof Outcome.Compared
                && ((Trial.Retrieval) trial).rank().orElseThrow() > k;
    }
}
