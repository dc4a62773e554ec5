package dev.visor.attack;

import dev.visor.core.Cell;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.Protocol;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of a recognition attack in one cell.
 *
 * @param thresholds of whoever judges the cell, one a FAR, calibrated on clean strangers; empty if nothing was calibrated
 */
public record RecognitionTask(Cell cell, Protocol protocol, List<Threshold> thresholds) {

    public RecognitionTask {
        thresholds = List.copyOf(thresholds);
    }

    /** Returns the threshold at the lowest FAR; empty if nothing was calibrated. */
    public Optional<Threshold> strictest() {
        return thresholds.stream().min(Comparator.comparing(Threshold::far));
    }
}
