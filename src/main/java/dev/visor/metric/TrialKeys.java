package dev.visor.metric;

import dev.visor.core.Trial;
import java.util.HashMap;
import java.util.Map;

/**
 * Names what is asked once in a cell, so that the same can be found in another run, or under another defense: each comparison; of whole probes
 * each probe; of the worst case each probe and kind of comparison.
 *
 * <p>Which of its targets a probe was steered to may differ, so that these are numbered and not named.
 */
public final class TrialKeys {

    private final TrialQuestion question;
    private final boolean worst;
    private final Map<String, Integer> targets = new HashMap<>();

    /**
     * Begins a cell.
     *
     * @param worst whether the cell's trials count as one for each probe and kind
     */
    public TrialKeys(TrialQuestion question, boolean worst) {
        this.question = question;
        this.worst = worst;
    }

    /** The name of what is asked by this trial, the next one of the cell. */
    public String of(Trial trial) {
        String probe = trial.probe().value();
        if (trial instanceof Trial.Retrieval search) {
            return probe + "|" + search.mate();
        }
        if (trial instanceof Trial.Tracking tracked) {
            return probe + "|" + tracked.round();
        }
        if (question.ofWholeProbes() || !(trial instanceof Trial.Verification pair)) {
            return probe;
        }
        String kind = probe + "|" + pair.label().word() + "|" + pair.fold().orElse(-1);
        if (worst) {
            return kind;
        }
        return kind + "|"
                + (pair.label() == Trial.Label.TARGET
                        ? targets.merge(probe, 1, Integer::sum)
                        : pair.mate().value());
    }
}
