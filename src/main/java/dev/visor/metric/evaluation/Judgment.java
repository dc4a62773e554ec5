package dev.visor.metric.evaluation;

import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.MetricRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All metrics of one cell, each pairing by itself. */
public final class Judgment {

    private Judgment() {}

    /** Judges trials by all metrics of this Visor. */
    public static List<MetricValue> of(List<Trial> trials, List<Threshold> thresholds) {
        return of(trials, thresholds, Metrics.registry());
    }

    /** Judges trials by the metrics of a registry. */
    public static List<MetricValue> of(List<Trial> trials, List<Threshold> thresholds, MetricRegistry registry) {
        Map<Pairing, List<Trial>> pairings = trials.stream()
                .collect(Collectors.groupingBy(
                        Trial::pairing, () -> new TreeMap<>(Comparator.naturalOrder()), Collectors.toList()));
        return pairings.values().stream()
                .flatMap(paired -> registry.of(new CellTrials(paired, thresholds)).stream())
                .toList();
    }
}
