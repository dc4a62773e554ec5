package dev.visor.harness;

import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All metrics of one cell, each pairing by itself. */
final class Judgment {

    private Judgment() {}

    static List<MetricValue> of(List<Trial> trials, List<Threshold> thresholds) {
        Map<Pairing, List<Trial>> pairings = trials.stream()
                .collect(Collectors.groupingBy(
                        Trial::pairing, () -> new TreeMap<>(Comparator.naturalOrder()), Collectors.toList()));
        return pairings.values().stream()
                .flatMap(paired -> Metrics.of(new CellTrials(paired, thresholds)).stream())
                .toList();
    }
}
