package dev.visor.diagnosis;

import dev.visor.core.Outcome.Compared;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Identification;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps of a run's trials what its signs are read from: one truth or number a trial, and not the trials themselves. */
public final class JudgedTrials {

    private final ProbeOutcomes successes = new ProbeOutcomes();
    private final JuryHits hits = new JuryHits();
    private final UnansweredTrials unanswered = new UnansweredTrials();

    /** Probabilities that recognizers gave whom they put first, of photos of their own people: by defense, then seed. */
    private final Map<String, Map<Long, List<Double>>> answers = new HashMap<>();

    /** Reads those of an inversion run, which depend on no threshold. */
    public static JudgedTrials ofInversion(RunRecord record) {
        JudgedTrials trials = new JudgedTrials();
        record.forEachTrial(recorded -> trials.add(List.of(recorded.trial()), List.of()));
        return trials;
    }

    /**
     * Adds the trials of a cell: all of them at once, and the cells in the order of the plan.
     *
     * @param thresholds of the cell's model; empty if it was not calibrated
     */
    public void add(List<Trial> trials, List<Threshold> thresholds) {
        successes.add(trials, thresholds);
        for (Trial trial : trials) {
            hits.add(trial);
            unanswered.add(trial);
            if (trial.pairing() == Pairing.ASKED_TRAINED
                    && trial instanceof Identification
                    && trial.outcome() instanceof Compared compared) {
                answers.computeIfAbsent(trial.cell().defense(), defense -> new TreeMap<>())
                        .computeIfAbsent(trial.cell().seed(), seed -> new ArrayList<>())
                        .add(compared.similarity());
            }
        }
    }

    ProbeOutcomes successes() {
        return successes;
    }

    JuryHits hits() {
        return hits;
    }

    UnansweredTrials unanswered() {
        return unanswered;
    }

    /** Returns answers by seed; empty for a defense under which nothing was trained. */
    Map<Long, List<Double>> answers(String defense) {
        return answers.getOrDefault(defense, Map.of());
    }
}
