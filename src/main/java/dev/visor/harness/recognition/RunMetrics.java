package dev.visor.harness.recognition;

import dev.visor.core.Cell;
import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.Threshold;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of a run, collected from the trials of each cell as they were written. */
final class RunMetrics {

    private final MetricRegistry registry = Metrics.registry().upTo(RunInfo.EDITION);
    private final int mostRecognized;
    private final RecognizedProbes recognized;
    private final NetRates net = new NetRates(registry.net());
    private final List<SliceLabel> labels;
    private final SliceRates slices;
    private final JudgedTrials judged = new JudgedTrials();
    private final List<MetricValue> metrics = new ArrayList<>();

    /** The worst cases by cell without the countermeasure. */
    private final Map<String, WorstCase> worst = new LinkedHashMap<>();

    /**
     * @param mostRecognized of how many probes, recognized unprotected, all metrics are reported by themselves; 0 if of none
     * @param labels of the probes, for rates by slice
     */
    RunMetrics(int mostRecognized, List<SliceLabel> labels) {
        this.mostRecognized = mostRecognized;
        this.recognized = new RecognizedProbes(mostRecognized, registry);
        this.labels = labels;
        this.slices = new SliceRates(labels);
    }

    /** Takes what was measured without any trial. */
    void add(List<MetricValue> measured) {
        metrics.addAll(measured);
    }

    /** Takes a cell's trials, all of them, with the thresholds of whoever judged it. */
    void add(List<Trial> trials, List<Threshold> thresholds) {
        metrics.addAll(Judgment.of(trials, thresholds, registry));
        judged.add(trials, thresholds);
        net.add(trials, thresholds);
        slices.add(trials, thresholds);
        if (mostRecognized > 0) {
            recognized.add(trials, thresholds);
        }
    }

    /**
     * Takes a cell into the worst case of its model. The countermeasure for which the tracker does nothing comes first, and founds it.
     *
     * @param own thresholds of the model
     * @param thresholds of whoever judged the cell
     */
    void addToWorst(Cell cell, List<Trial> trials, List<Threshold> own, List<Threshold> thresholds) {
        WorstCase all = worst.computeIfAbsent(
                cell.withCountermeasure(WorstCase.COUNTERMEASURE).id(), id -> new WorstCase(cell, own, registry));
        trials.forEach(trial -> all.add(trial, thresholds));
    }

    /** Ends the worst cases that were begun: all countermeasures have been met. */
    void endWorst() {
        worst.values().forEach(cell -> metrics.addAll(cell.metrics()));
        worst.clear();
    }

    /** Returns the number by which a protection is known so far, in a sentence. */
    Optional<String> headline(Protection protection) {
        return Headline.of(protection, metrics);
    }

    /** The trials of all cells, for signs that follow from them. */
    JudgedTrials judged() {
        return judged;
    }

    /**
     * Writes metrics and slices of the whole run.
     *
     * @param services what services say themselves
     * @param speeds of the recognizers
     */
    void write(RunRecord record, List<MetricValue> services, List<MetricValue> speeds) {
        metrics.addAll(services);
        metrics.addAll(recognized.metrics());
        metrics.addAll(net.metrics());
        metrics.addAll(speeds);
        record.writeMetrics(metrics);
        record.writeSlices(labels, slices.values());
    }
}
