package dev.visor.metric;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Threshold;
import java.util.List;
import java.util.Optional;

/**
 * A claim about single trials: whom it asks, and what counts as success. The only definition of it, for the rates of {@code metrics.csv}, paired
 * tests, comparisons of runs and reports alike.
 */
public interface TrialQuestion {

    /** Whether that trial is asked. */
    boolean asks(Trial trial);

    /** Whether the claim depends on a threshold, so that there is one answer for each FAR. */
    boolean needsThreshold();

    /**
     * Whether the claim holds for a trial that is asked.
     *
     * @param threshold of whoever judged the trial; empty for claims that need none
     * @throws java.util.NoSuchElementException if the claim needs a threshold and none is given
     */
    boolean succeeds(Trial trial, Optional<Threshold> threshold);

    /** Whether success is good or bad for the subject. */
    Better better();

    /**
     * Whether the question has an answer in these trials at all.
     *
     * @param trials of one cell and pairing
     */
    default boolean defined(List<Trial> trials) {
        return true;
    }

    /** Whether all trials of a probe give one answer together; otherwise each gives its own. */
    default boolean ofWholeProbes() {
        return false;
    }

    /** Whether a probe's trials are all that one answer takes; asked of whole probes only. */
    default boolean complete(List<Trial> trials) {
        return !trials.isEmpty();
    }

    /** The one answer of all trials of a probe, on one countermeasure. */
    default boolean together(List<JudgedTrial> trials) {
        return worst(trials);
    }

    /**
     * The answer where several trials of a probe count as one: what is good for the subject must hold in every one of them, what is bad in any
     * one. A face that was missed in any of them counts as missed.
     *
     * @param trials of a probe after several countermeasures, or with several mates; at least one
     */
    default boolean worst(List<JudgedTrial> trials) {
        Optional<JudgedTrial> missed = trials.stream()
                .filter(judged -> judged.trial().outcome() instanceof Outcome.NotAcquired)
                .findFirst();
        if (missed.isPresent()) {
            return missed.get().answers(this);
        }
        return better() == Better.HIGHER
                ? trials.stream().allMatch(judged -> judged.answers(this))
                : trials.stream().anyMatch(judged -> judged.answers(this));
    }

    /** The answer of two trials of a probe that count as one, by their answers. */
    default boolean worse(boolean one, boolean other) {
        return better() == Better.HIGHER ? one && other : one || other;
    }

    /**
     * A trial with the threshold of whoever judged it.
     *
     * @param threshold empty where no threshold is asked for
     */
    record JudgedTrial(Trial trial, Optional<Threshold> threshold) {

        public boolean answers(TrialQuestion question) {
            return question.succeeds(trial, threshold);
        }
    }
}
