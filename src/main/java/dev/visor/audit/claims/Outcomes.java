package dev.visor.audit.claims;

import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.Impostors;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The value of a metric for every single probe of a cell, so that two defenses can be compared on the same probes. */
final class Outcomes {

    private final RunRecord record;
    private final Map<String, double[]> impostors = new HashMap<>();
    private final Map<String, Map<Cell, List<RecordedTrial>>> trials = new HashMap<>();

    /** A probe's share of successes, 0 or 1 where it has one trial. */
    record Score(SubjectId subject, double value) {}

    Outcomes(RunRecord record) {
        this.record = record;
        for (Impostors of : record.calibration()) {
            impostors.put(of.calibration(), of.similarities());
        }
        record.forEachTrial(trial -> trials.computeIfAbsent(
                        countermeasureCells(trial.trial().cell()), id -> new LinkedHashMap<>())
                .computeIfAbsent(trial.trial().cell(), cell -> new ArrayList<>())
                .add(trial));
    }

    /**
     * Returns scores by probe; empty for a metric that is not made of trials probe by probe.
     *
     * @param cell of {@code metrics.csv}; its countermeasure may be the worst of all
     */
    SortedMap<PhotoId, Score> of(Cell cell, Claim claim) {
        Map<Cell, List<RecordedTrial>> countermeasures = trials.getOrDefault(countermeasureCells(cell), Map.of());
        SortedMap<PhotoId, Map<Cell, List<RecordedTrial>>> byProbe = new TreeMap<>();
        countermeasures.forEach((countermeasure, all) -> {
            if (countermeasure.countermeasure().equals(cell.countermeasure())
                    || cell.countermeasure().equals(WorstCase.COUNTERMEASURE) && WorstCase.counts(countermeasure)) {
                all.forEach(trial -> byProbe.computeIfAbsent(trial.trial().probe(), p -> new LinkedHashMap<>())
                        .computeIfAbsent(countermeasure, c -> new ArrayList<>())
                        .add(trial));
            }
        });
        SortedMap<PhotoId, Score> scores = new TreeMap<>();
        byProbe.forEach((probe, asked) -> {
            SubjectId subject = asked.values().iterator().next().get(0).trial().subject();
            List<MetricValue> values =
                    cell.countermeasure().equals(WorstCase.COUNTERMEASURE) ? worst(asked, claim) : judged(asked, claim);
            values.stream()
                    .filter(value -> about(value, claim))
                    .findFirst()
                    .ifPresent(value -> scores.put(probe, new Score(subject, value.value())));
        });
        // A search without a face has no rank of a target, and has missed it.
        if (!scores.isEmpty() && claim.metric().startsWith("rank")) {
            byProbe.forEach((probe, asked) -> scores.putIfAbsent(
                    probe,
                    new Score(asked.values().iterator().next().get(0).trial().subject(), 0)));
        }
        return scores;
    }

    static boolean about(MetricValue value, Claim claim) {
        return value.metric().equals(claim.metric())
                && value.pairing() == claim.pairing()
                && value.far().equals(claim.far());
    }

    private List<MetricValue> judged(Map<Cell, List<RecordedTrial>> asked, Claim claim) {
        List<RecordedTrial> all = asked.values().iterator().next();
        return Judgment.of(all.stream().map(RecordedTrial::trial).toList(), thresholds(all, claim));
    }

    private List<MetricValue> worst(Map<Cell, List<RecordedTrial>> asked, Claim claim) {
        Map.Entry<Cell, List<RecordedTrial>> foot = asked.entrySet().iterator().next();
        WorstCase worst = new WorstCase(foot.getKey(), thresholds(foot.getValue(), claim));
        asked.values().forEach(all -> {
            List<Threshold> judges = thresholds(all, claim);
            for (RecordedTrial trial : all) {
                Trial one = trial.trial();
                worst.add(one, judges);
            }
        });
        return worst.metrics();
    }

    /** Returns the threshold at the claim's FAR alone; none if it speaks of none. */
    private List<Threshold> thresholds(List<RecordedTrial> all, Claim claim) {
        Optional<double[]> similarities = all.get(0).calibration().map(impostors::get);
        return claim.far().stream()
                .flatMap(far -> similarities.stream().map(values -> Calibration.atFarOfFew(far, values)))
                .toList();
    }

    /** Names a cell and all its countermeasures. */
    private static String countermeasureCells(Cell cell) {
        return cell.withCountermeasure(WorstCase.COUNTERMEASURE).id();
    }
}
