package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.metric.TrialKeys;
import dev.visor.metric.recognition.NoFaceRate;
import dev.visor.result.RecordedTrial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A count of single trials that came out alike in two runs, whatever a gate says of their means: what another device, engine or machine did
 * to each of them.
 *
 * @param paired trials that both runs have, in the cells behind gated numbers
 * @param sameOutcomes of these, with the same word: compared, no face, ...
 * @param ranked searches of these that both runs answered; {@code sameRanks} with the same rank of the subject and of the best target
 * @param judged comparisons of these that both runs answered, each once at every FAR of the base run, each run by its own threshold;
 *     {@code sameVerdicts} accepted by both or by neither
 * @param largestDifference of two similarities; 0 if no trial has two
 */
public record TrialAgreement(
        long paired,
        long sameOutcomes,
        long ranked,
        long sameRanks,
        long judged,
        long sameVerdicts,
        double largestDifference) {

    private static final TrialAgreement NONE = new TrialAgreement(0, 0, 0, 0, 0, 0, 0);

    /** @param cells of the base run, each with that of the new run */
    static TrialAgreement of(Side base, Side now, Map<Cell, Cell> cells, Set<Far> fars) {
        TrialAgreement sum = NONE;
        for (Map.Entry<Cell, Cell> pair : cells.entrySet()) {
            Map<String, RecordedTrial> first = keyed(base.trials(pair.getKey()));
            for (Map.Entry<String, RecordedTrial> after :
                    keyed(now.trials(pair.getValue())).entrySet()) {
                RecordedTrial before = first.get(after.getKey());
                if (before != null) {
                    sum = sum.plus(of(base, before, now, after.getValue(), fars));
                }
            }
        }
        return sum;
    }

    private static Map<String, RecordedTrial> keyed(List<RecordedTrial> trials) {
        TrialKeys keys = new TrialKeys(new NoFaceRate(), false);
        Map<String, RecordedTrial> keyed = new HashMap<>();
        for (RecordedTrial trial : trials) {
            keyed.put(trial.trial().pairing().word() + "|" + keys.of(trial.trial()), trial);
        }
        return keyed;
    }

    private static TrialAgreement of(Side base, RecordedTrial before, Side now, RecordedTrial after, Set<Far> fars) {
        Trial one = before.trial();
        Trial other = after.trial();
        long sameOutcome = one.outcome().word().equals(other.outcome().word()) ? 1 : 0;
        if (!(one.outcome() instanceof Compared first) || !(other.outcome() instanceof Compared second)) {
            return new TrialAgreement(1, sameOutcome, 0, 0, 0, 0, 0);
        }
        double difference = Math.abs(first.similarity() - second.similarity());
        if (one instanceof Trial.Identification || one instanceof Trial.Retrieval) {
            return new TrialAgreement(1, sameOutcome, 1, Answer.sameRanks(one, other) ? 1 : 0, 0, 0, difference);
        }
        long judged = 0;
        long sameVerdicts = 0;
        if (before.calibration().isPresent() && after.calibration().isPresent()) {
            for (Far far : fars) {
                boolean accepted = base.threshold(before, far).accepts(first.similarity());
                judged++;
                sameVerdicts += accepted == now.threshold(after, far).accepts(second.similarity()) ? 1 : 0;
            }
        }
        return new TrialAgreement(1, sameOutcome, 0, 0, judged, sameVerdicts, difference);
    }

    private TrialAgreement plus(TrialAgreement other) {
        return new TrialAgreement(
                paired + other.paired,
                sameOutcomes + other.sameOutcomes,
                ranked + other.ranked,
                sameRanks + other.sameRanks,
                judged + other.judged,
                sameVerdicts + other.sameVerdicts,
                Math.max(largestDifference, other.largestDifference));
    }
}
