package dev.visor.metric;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trials of one cell and pairing, as they were recorded: similarities rounded to six places.
 *
 * @param trials at least one
 * @param thresholds of the cell's model, one a FAR; empty if it was not calibrated
 */
public record CellTrials(List<Trial> trials, List<Threshold> thresholds) {

    public CellTrials {
        trials = List.copyOf(trials);
        thresholds = List.copyOf(thresholds);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a metric needs a trial");
        }
        Trial first = trials.get(0);
        for (Trial trial : trials) {
            if (!trial.cell().equals(first.cell()) || trial.pairing() != first.pairing()) {
                throw new IllegalArgumentException("a metric is about one cell and pairing, got %s %s and %s %s"
                        .formatted(
                                first.cell().id(),
                                first.pairing().word(),
                                trial.cell().id(),
                                trial.pairing().word()));
            }
        }
    }

    public Cell cell() {
        return trials.get(0).cell();
    }

    public Pairing pairing() {
        return trials.get(0).pairing();
    }

    /** The comparisons with that label that belong to no cross-validation. */
    public List<Trial.Verification> comparisons(Trial.Label label) {
        return only(Trial.Verification.class)
                .filter(t -> t.fold().isEmpty() && t.label() == label)
                .toList();
    }

    /** The data set's own pairs. */
    public List<Trial.Verification> folded() {
        return only(Trial.Verification.class).filter(t -> t.fold().isPresent()).toList();
    }

    private <T extends Trial> Stream<T> only(Class<T> kind) {
        return trials.stream().filter(kind::isInstance).map(kind::cast);
    }
}
