package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.RateMetric;
import java.util.List;
import java.util.Optional;

/**
 * Dodging and impersonation at once: the share of probes that the model takes for a target and not for their subject.
 *
 * <p>A face can match both. A probe counts if it is rejected against every other photo of its subject and accepted against at
 * least one photo of a target; only probes that met both are counted. A comparison whose face was not acquired is neither a
 * rejection nor an acceptance. Higher is better for the subject.
 */
public final class PsrJoint implements RateMetric {

    @Override
    public String name() {
        return "psr_joint";
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
        return Claims.isPair(trial, Label.OTHER) || Claims.isPair(trial, Label.TARGET);
    }

    @Override
    public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
        return Claims.isPair(trial, Label.OTHER)
                ? Claims.rejected(trial, threshold)
                : Claims.accepted(trial, threshold);
    }

    @Override
    public boolean ofWholeProbes() {
        return true;
    }

    @Override
    public boolean complete(List<Trial> trials) {
        return trials.stream().anyMatch(trial -> Claims.isPair(trial, Label.OTHER))
                && trials.stream().anyMatch(trial -> Claims.isPair(trial, Label.TARGET));
    }

    @Override
    public boolean together(List<JudgedTrial> trials) {
        return trials.stream()
                        .filter(judged -> Claims.isPair(judged.trial(), Label.OTHER))
                        .allMatch(judged -> judged.answers(this))
                && trials.stream()
                        .filter(judged -> Claims.isPair(judged.trial(), Label.TARGET))
                        .anyMatch(judged -> judged.answers(this));
    }
}
