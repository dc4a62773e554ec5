package dev.visor.metric.recognition;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.RateMetric;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The share of a subject's probes that a gallery accepts after so many rounds of growing by what it accepted.
 *
 * <p>At the lowest FAR alone, by whose threshold it grew. What was not acquired counts as accepted. Lower is better for the subject.
 *
 * @param rounds from 0, the gallery that has not grown
 */
public record TrackedAfter(int rounds) implements RateMetric {

    @Override
    public String name() {
        return "tracked_round" + rounds;
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
        return trial instanceof Trial.Tracking tracked && tracked.round() == rounds;
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return !(trial.outcome() instanceof Outcome.Compared compared)
                || threshold.orElseThrow().accepts(compared.similarity());
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Threshold> strictest = trials.thresholds().stream()
                .min(Comparator.comparing(Threshold::far))
                .map(List::of)
                .orElse(List.of());
        return RateMetric.super.of(new CellTrials(trials.trials(), strictest));
    }
}
