package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.NetRate;
import dev.visor.metric.evaluation.UtilityDirection;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.Impostors;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.Timing;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One of the two runs: its numbers, and the trials that they come from. */
final class Side {

    private final RunRecord record;
    private final RunInfo info;
    private final MetricRegistry registry;
    private final List<MetricValue> numbers;
    private final Map<String, List<Cell>> countermeasures = new HashMap<>();
    private final Map<String, Impostors> calibrations;
    private final List<ProtectedPhoto> photos;
    private final List<Timing> timings;
    private final Map<Cell, List<RecordedTrial>> trials = new HashMap<>();
    private final Map<String, Threshold> thresholds = new HashMap<>();

    /** @throws InputError unless it is the record of a completed run */
    Side(RunRecord record, MetricRegistry registry) {
        this.record = record;
        this.registry = registry;
        this.info = record.info();
        if (info.status() != RunInfo.Status.COMPLETED) {
            throw new InputError("%s: the run is %s; only completed runs can be compared"
                    .formatted(record.directory(), info.status().word()));
        }
        // In older records a defended recognizer's verification points down.
        this.numbers = UtilityDirection.of(record.metrics());
        for (Cell cell : record.cells()) {
            countermeasures.computeIfAbsent(cell.id(), id -> new ArrayList<>()).add(cell);
            if (WorstCase.counts(cell)) {
                countermeasures
                        .computeIfAbsent(cell.withCountermeasure(Answers.WORST).id(), id -> new ArrayList<>())
                        .add(cell);
            }
        }
        this.calibrations = record.calibration().stream()
                .collect(Collectors.toMap(Impostors::calibration, c -> c, (one, same) -> one));
        this.photos = record.photos();
        this.timings = record.timings();
    }

    String name() {
        return record.directory().toString();
    }

    /** The metrics that can be compared. */
    MetricRegistry registry() {
        return registry;
    }

    RunInfo info() {
        return info;
    }

    List<MetricValue> numbers() {
        return numbers;
    }

    List<ProtectedPhoto> photos() {
        return photos;
    }

    List<Timing> timings() {
        return timings;
    }

    /** Reads the trials of these cells, and forgets all others on the way. */
    void read(Set<Cell> wanted) {
        wanted.forEach(cell -> trials.put(cell, new ArrayList<>()));
        record.forEachTrial(
                trial -> Optional.ofNullable(trials.get(trial.trial().cell())).ifPresent(ofCell -> ofCell.add(trial)));
    }

    List<RecordedTrial> trials(Cell cell) {
        return trials.getOrDefault(cell, List.of());
    }

    /** The cell itself, or for the worst case all the countermeasures that it is made of, in the order of the plan. */
    List<Cell> countermeasures(Cell cell) {
        return countermeasures.getOrDefault(cell.id(), List.of());
    }

    /** The net rate that a number is; empty if it is none. */
    Optional<NetRate> net(MetricValue number) {
        return registry.named(number.metric()).flatMap(MetricDefinition::net);
    }

    /** The threshold at a FAR, made again from the impostors that the trial names. */
    Threshold threshold(RecordedTrial trial, Far far) {
        String calibration = trial.calibration().orElse("");
        return thresholds.computeIfAbsent(far + "/" + calibration, key -> {
            Impostors impostors = calibrations.get(calibration);
            if (impostors == null) {
                throw new InputError("%s: a trial of %s names the calibration \"%s\", which calibration.csv lacks"
                        .formatted(name(), trial.trial().cell().id(), calibration));
            }
            return Calibration.atFarOfFew(far, impostors.similarities());
        });
    }
}
