package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.List;
import java.util.Optional;

/**
 * Rank-N-T: the share of searches in which at least one of the N nearest gallery images shows a target.
 *
 * <p>A probe that was not acquired counts as a failure: it was taken for nobody. Higher is better for the subject. Not
 * defined where the gallery holds no target. Yang et al., ICCV 2021, section 5.1.
 *
 * @param n how many gallery images the tracker looks at, from 1
 */
public record RankTargeted(int n) implements RateMetric {

    @Override
    public String name() {
        return "rank" + n + "_targeted";
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
        return Claims.targetWithin(trial, n);
    }

    @Override
    public boolean defined(List<Trial> trials) {
        return trials.stream().anyMatch(Claims::targetEnrolled);
    }
}
