package dev.visor.audit.verify;

import dev.visor.audit.verify.plan.PlannedRegions;
import dev.visor.audit.verify.plan.PlannedTraces;
import dev.visor.audit.verify.plan.RecognitionPlan;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.MetricRegistry;
import dev.visor.result.Impostors;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordFile;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RemovedFace;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.ServiceScore;
import dev.visor.result.Timing;
import dev.visor.result.TrainingCurve;
import dev.visor.result.csv.TextRow;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.result.entry.TracedFace;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A record, read: every table that can be.
 *
 * @param registry the metrics that a record of this edition has
 * @param cells in the order of the file
 * @param trials of each cell, in the order of the file; cells without any are missing
 * @param roles of an inversion run, as is {@code training}; otherwise there are none
 * @param thresholds made anew from the impostors, by the calibration's id, one a FAR
 */
record Evidence(
        RunRecord record,
        RunInfo info,
        MetricRegistry registry,
        RecognitionPlan plan,
        Optional<List<Cell>> cells,
        Optional<Map<Cell, List<Line>>> trials,
        Optional<List<TextRow>> metrics,
        Optional<List<ProtectedPhoto>> photos,
        Optional<List<RemovedFace>> removals,
        Optional<List<TracedFace>> traces,
        Optional<List<ChangedRegion>> regions,
        Optional<List<Impostors>> calibration,
        Optional<List<Timing>> timings,
        Optional<List<ServiceScore>> scores,
        Optional<List<RolePlayed>> roles,
        Optional<List<TrainingCurve>> training,
        Map<String, List<Threshold>> thresholds) {

    /** A trial and where it stands in {@code trials.csv}. */
    record Line(long number, RecordedTrial recorded) {

        Trial trial() {
            return recorded.trial();
        }
    }

    /** Reads all it can; what cannot be read is a mismatch that says where. */
    static Evidence of(RunRecord record, RunInfo info, MetricRegistry registry, Findings findings) {
        Reading reading = new Reading(findings);
        Optional<List<Cell>> cells = reading.of(RecordFile.CELLS, record::cells);
        Optional<Map<Cell, List<Line>>> trials =
                cells.flatMap(known -> reading.of(RecordFile.TRIALS, () -> trials(record)));
        Optional<List<Impostors>> calibration = reading.of(RecordFile.CALIBRATION, record::calibration);
        RecognitionPlan plan = new RecognitionPlan(info);
        return new Evidence(
                record,
                info,
                registry,
                plan,
                cells,
                trials,
                reading.of(RecordFile.METRICS, () -> rows(record)),
                reading.of(RecordFile.PHOTOS, record::photos),
                reading.of(RecordFile.REMOVALS, () -> RemovedFace.of(record)),
                reading.of(RecordFile.TRACES, () -> PlannedTraces.read(record)),
                reading.of(RecordFile.REGIONS, () -> PlannedRegions.read(record)),
                calibration,
                reading.of(RecordFile.TIMINGS, record::timings),
                reading.of(RecordFile.SCORES, record::scores),
                reading.of(RecordFile.ROLES, record::roles),
                reading.of(RecordFile.TRAINING, record::training),
                thresholds(calibration.orElse(List.of()), plan.fars()));
    }

    /** Looks at files one by one: what cannot be read is found, and the others are read all the same. */
    private record Reading(Findings findings) {

        <T> Optional<T> of(RecordFile file, Supplier<T> reader) {
            try {
                return Optional.of(reader.get());
            } catch (InputError e) {
                findings.mismatch(file.word(), "%s", e.getMessage());
                findings.remark("nothing that follows from %s was checked: it cannot be read", file.word());
                return Optional.empty();
            }
        }
    }

    private static Map<Cell, List<Line>> trials(RunRecord record) {
        Map<Cell, List<Line>> trials = new LinkedHashMap<>();
        record.forEachTrialAndLine(
                (trial, line) -> trials.computeIfAbsent(trial.trial().cell(), cell -> new ArrayList<>())
                        .add(new Line(line, trial)));
        return trials;
    }

    private static List<TextRow> rows(RunRecord record) {
        List<TextRow> rows = new ArrayList<>();
        record.forEachRow(RecordFile.METRICS, rows::add);
        return rows;
    }

    private static Map<String, List<Threshold>> thresholds(List<Impostors> calibrations, List<Far> fars) {
        Map<String, List<Threshold>> thresholds = new LinkedHashMap<>();
        for (Impostors impostors : calibrations) {
            thresholds.put(
                    impostors.calibration(),
                    fars.stream()
                            .map(far -> Calibration.atFarOfFew(far, impostors.similarities()))
                            .toList());
        }
        return thresholds;
    }

    /** The thresholds that a cell's trials name; none if they name none. */
    List<Threshold> thresholds(List<Line> trials) {
        return trials.stream()
                .flatMap(line -> line.recorded().calibration().stream())
                .filter(thresholds::containsKey)
                .map(thresholds::get)
                .findFirst()
                .orElse(List.of());
    }
}
