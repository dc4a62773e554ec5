package dev.visor.harness;

import dev.visor.core.MetricValue;
import dev.visor.core.Seed;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import java.util.List;

/** All metrics of one cell. */
final class Judgment {

    private Judgment() {}

    static List<MetricValue> of(List<Trial> trials, List<Threshold> thresholds, Seed seed) {
        return List.of();
    }
}
