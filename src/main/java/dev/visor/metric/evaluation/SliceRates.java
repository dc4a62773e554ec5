package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Rate;
import dev.visor.metric.RateMetric;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.metric.recognition.RankUntargeted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The headline rates by group of photos: {@code rank1_untargeted} and {@code psr_dodging} of protected probes among clean photos, with the photo
 * left as it is and in the worst case over the countermeasures.
 *
 * <p>The worst group of a column is that with the lowest rate among those of at least {@value #FEWEST} probes, if there are two; photos without a
 * label are no group of people, and never the worst. Its second interval allows for having been picked out of k groups: the level is 1 - 0.05 / k
 * (Bonferroni), so that all k hold together at 95 %, whichever is looked at; counts are divided by the design effect over subjects.
 */
public final class SliceRates {

    /** Groups of fewer probes are shown and never called the worst. */
    public static final int FEWEST = 10;

    private static final double LEVEL = .05;
    private static final List<RateMetric> RATES = List.of(new RankUntargeted(1), new PsrDodging());

    private final Map<String, Map<PhotoId, String>> columns = new LinkedHashMap<>();
    private final List<SliceValue> values = new ArrayList<>();
    private final Map<String, WorstCase> worst = new LinkedHashMap<>();
    private final Map<String, Integer> countermeasures = new HashMap<>();

    /** @param labels of all probes, each once a column */
    public SliceRates(List<SliceLabel> labels) {
        labels.forEach(label ->
                columns.computeIfAbsent(label.column(), c -> new HashMap<>()).put(label.photo(), label.group()));
    }

    /**
     * Adds a cell, in the order of the plan: the countermeasure {@code none} of a cell comes before all others.
     *
     * @param trials all of it
     * @param thresholds of whoever judged them
     */
    public void add(List<Trial> trials, List<Threshold> thresholds) {
        List<Trial> counted = trials.stream()
                .filter(trial -> trial.pairing() == Pairing.PROTECTED_CLEAN)
                .toList();
        if (columns.isEmpty() || counted.isEmpty()) {
            return;
        }
        Cell cell = counted.get(0).cell();
        String countermeasureCells =
                cell.withCountermeasure(WorstCase.COUNTERMEASURE).id();
        if (cell.countermeasure().equals(Cell.NO_COUNTERMEASURE)) {
            for (RateMetric rate : RATES) {
                values.addAll(of(rate, counted, thresholds));
            }
            worst.put(countermeasureCells, new WorstCase(cell, thresholds));
        }
        WorstCase all = worst.get(countermeasureCells);
        if (WorstCase.counts(cell) && all != null && all.thresholds().size() == thresholds.size()) {
            counted.forEach(trial -> all.add(trial, thresholds));
            countermeasures.merge(countermeasureCells, 1, Integer::sum);
        }
    }

    /** Returns the values in the order in which the cells were added, the worst cases last. */
    public List<SliceValue> values() {
        List<SliceValue> all = new ArrayList<>(values);
        worst.forEach((countermeasureCells, trials) -> {
            if (countermeasures.getOrDefault(countermeasureCells, 0) > 1) {
                for (RateMetric rate : RATES) {
                    all.addAll(ofWorst(rate, trials));
                }
            }
        });
        return all;
    }

    private List<SliceValue> ofWorst(RateMetric rate, WorstCase trials) {
        if (!rate.needsThreshold()) {
            return of(rate, trials.trials(0), List.of());
        }
        List<SliceValue> all = new ArrayList<>();
        for (int i = 0; i < trials.thresholds().size(); i++) {
            all.addAll(
                    of(rate, trials.trials(i + 1), List.of(trials.thresholds().get(i))));
        }
        return all;
    }

    private List<SliceValue> of(RateMetric rate, List<Trial> trials, List<Threshold> thresholds) {
        List<Trial> asked = trials.stream().filter(rate::asks).toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        CellTrials cell = new CellTrials(asked, thresholds);
        List<SliceValue> all = new ArrayList<>();
        for (Optional<Threshold> threshold : Rate.thresholds(cell, rate)) {
            columns.forEach((column, labels) -> all.addAll(of(rate, cell, threshold, column, labels)));
        }
        return all;
    }

    private static List<SliceValue> of(
            RateMetric rate,
            CellTrials cell,
            Optional<Threshold> threshold,
            String column,
            Map<PhotoId, String> labels) {
        Map<String, List<Trial>> groups = new TreeMap<>();
        cell.trials()
                .forEach(trial -> groups.computeIfAbsent(
                                labels.getOrDefault(trial.probe(), SliceLabel.UNLABELLED), g -> new ArrayList<>())
                        .add(trial));
        Map<String, Rate> rates = new LinkedHashMap<>();
        Map<String, MetricValue> values = new LinkedHashMap<>();
        groups.forEach((group, trials) -> {
            rates.put(group, Rate.of(trials, trial -> rate.succeeds(trial, threshold)));
            values.put(group, rates.get(group).value(cell, rate.name(), rate.better(), threshold.map(Threshold::far)));
        });
        List<String> large = groups.keySet().stream()
                .filter(group -> !group.equals(SliceLabel.UNLABELLED) && probes(groups.get(group)) >= FEWEST)
                .toList();
        Optional<String> worst = large.size() < 2
                ? Optional.empty()
                : large.stream()
                        .min(Comparator.comparingDouble(
                                group -> values.get(group).value()));
        return groups.keySet().stream()
                .map(group -> new SliceValue(
                        values.get(group),
                        column,
                        group,
                        large.size(),
                        worst.filter(group::equals).map(g -> rates.get(g).interval(1 - LEVEL / large.size()))))
                .toList();
    }

    private static long probes(List<Trial> trials) {
        return trials.stream().map(Trial::probe).distinct().count();
    }
}
