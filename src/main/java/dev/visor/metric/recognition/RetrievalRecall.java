package dev.visor.metric.recognition;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.RateMetric;
import java.util.Optional;

/**
 * Recall: the share of a subject's gallery images that are among the nearest k to a probe, k the number of these images.
 *
 * <p>What was not acquired counts as found. Lower is better for the subject. Protego, CVPR 2026, for its table of four cells: the pairing says whether
 * probe, gallery or both are protected.
 */
public final class RetrievalRecall implements RateMetric {

    @Override
    public String name() {
        return "recall";
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
        return trial instanceof Trial.Retrieval;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        Trial.Retrieval search = (Trial.Retrieval) trial;
        return search.outcome() instanceof Outcome.NotAcquired || search.rank().orElseThrow() <= search.own();
    }
}
