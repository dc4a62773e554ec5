package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Claims;
import dev.visor.metric.Mean;
import dev.visor.metric.MetricRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All metrics once more, of those probes alone that the model recognizes as long as nothing protects them: whom a model never
 * recognized, no defense hides from it.
 *
 * <p>The protocol for services of Yang et al., ICCV 2021, section 5 (the commercial service): the first so many probes at rank 1 under {@code none}, for
 * each model, alignment and seed by itself. Names end in {@code _recognized}; beside them stands {@code similarity_recognized}, the mean
 * similarity to another photo of the subject over the comparisons that were answered: the row of {@code none} tells it before, the
 * others after.
 */
public final class RecognizedProbes {

    /** The end of the metrics' names. */
    public static final String ENDING = "_recognized";

    private final int most;
    private final MetricRegistry registry;
    private final Map<Cell, Judged> cells = new LinkedHashMap<>();
    private final Map<String, Set<PhotoId>> recognized = new LinkedHashMap<>();

    private record Judged(List<Trial> trials, List<Threshold> thresholds) {}

    /** @param most how many probes at the most, from 1 */
    public RecognizedProbes(int most) {
        this(most, Metrics.registry());
    }

    /** Judges by the metrics of a registry. */
    public RecognizedProbes(int most, MetricRegistry registry) {
        this.registry = registry;
        this.most = most;
    }

    /**
     * Adds a cell; one that has a countermeasure says nothing here.
     *
     * @param trials all of it
     * @param thresholds of its model
     */
    public void add(List<Trial> trials, List<Threshold> thresholds) {
        if (trials.isEmpty() || !trials.get(0).cell().countermeasure().equals(Cell.CONTROL)) {
            return;
        }
        Cell cell = trials.get(0).cell();
        cells.put(cell, new Judged(List.copyOf(trials), List.copyOf(thresholds)));
        if (cell.defense().equals(Cell.CONTROL) && trials.stream().anyMatch(Identification.class::isInstance)) {
            recognized.computeIfAbsent(model(cell), key -> first(trials));
        }
    }

    private Set<PhotoId> first(List<Trial> trials) {
        Set<PhotoId> first = new LinkedHashSet<>();
        for (Trial trial : trials) {
            if (first.size() < most
                    && trial.pairing() == Pairing.PROTECTED_CLEAN
                    && Claims.isSearch(trial)
                    && Claims.subjectWithin(trial, 1)) {
                first.add(trial.probe());
            }
        }
        return first;
    }

    private static String model(Cell cell) {
        return String.join(
                "|",
                cell.model(),
                cell.dataset(),
                Long.toString(cell.seed()),
                cell.alignment().word());
    }

    /** Whether a value is one of these. */
    public static boolean made(MetricValue value) {
        return value.metric().endsWith(ENDING);
    }

    /** Computes the metrics; nothing of models that never searched. */
    public List<MetricValue> metrics() {
        List<MetricValue> metrics = new ArrayList<>();
        cells.forEach((cell, judged) -> {
            Set<PhotoId> probes = recognized.getOrDefault(model(cell), Set.of());
            List<Trial> trials = judged.trials().stream()
                    .filter(trial -> probes.contains(trial.probe()))
                    .toList();
            Judgment.of(trials, judged.thresholds(), registry).forEach(value -> metrics.add(renamed(value)));
            similarity(cell, trials).ifPresent(metrics::add);
        });
        return metrics;
    }

    private static MetricValue renamed(MetricValue value) {
        return value.withMetric(value.metric() + ENDING);
    }

    private static Optional<MetricValue> similarity(Cell cell, List<Trial> trials) {
        double[] similarities = trials.stream()
                .filter(trial -> trial.pairing() == Pairing.PROTECTED_CLEAN)
                .filter(trial -> Claims.isPair(trial, Label.OTHER))
                .map(Trial::outcome)
                .filter(Outcome.Compared.class::isInstance)
                .mapToDouble(outcome -> ((Outcome.Compared) outcome).similarity())
                .toArray();
        // The less alike, the better for the subject.
        return Mean.of(cell, Pairing.PROTECTED_CLEAN, "similarity" + ENDING, "similarity", Better.LOWER, similarities);
    }
}
