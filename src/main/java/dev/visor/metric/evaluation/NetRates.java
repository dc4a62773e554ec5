package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.NetRate;
import dev.visor.metric.Rate;
import dev.visor.metric.TrialKeys;
import dev.visor.metric.TrialQuestion;
import dev.visor.metric.TrialQuestion.JudgedTrial;
import dev.visor.stats.PairedBootstrap;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The net rates of a run, cell by cell: each protected trial less the trial of the same probe and mate under {@code none}, with the same
 * attack, recognizer, alignment and countermeasure; the worst case less the control's worst case over the same countermeasures.
 *
 * <p>About protected probes among clean photos only. A cell without its control, or without a trial in common with it, has no value. The first
 * interval is Tango's for paired proportions, its counts divided by the design effect over subjects ({@link PairedRates}); the second a bootstrap
 * of whole subjects ({@link PairedBootstrap}). n counts the trials in common.
 */
public final class NetRates {

    private static final double CONFIDENCE = .95;

    private final List<NetRate> rates;
    private final Map<Series, Map<String, Answer>> answers = new LinkedHashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, WorstCells> countermeasureCellsById = new LinkedHashMap<>();

    private record Series(String cell, NetRate rate, Optional<Far> far) {}

    private record Answer(SubjectId subject, boolean success) {}

    private record Judged(List<Trial> trials, List<Threshold> thresholds) {}

    /** The worst case of a cell over the countermeasures so far, and which these are; of the control the trials instead. */
    private static final class WorstCells {

        private final WorstCase worst;
        private final Map<String, Judged> cells = new LinkedHashMap<>();

        WorstCells(Cell untouched, List<Threshold> thresholds) {
            this.worst = new WorstCase(untouched, thresholds);
        }

        void add(String countermeasure, List<Trial> trials, List<Threshold> judges, boolean keeps) {
            if (judges.size() == worst.thresholds().size()) {
                trials.forEach(trial -> worst.add(trial, judges));
                cells.put(countermeasure, new Judged(keeps ? trials : List.of(), judges));
            }
        }

        /** The worst case of the control over these countermeasures alone; a defense may have met fewer. */
        Optional<WorstCase> over(Set<String> countermeasures) {
            if (!cells.keySet().containsAll(countermeasures)) {
                return Optional.empty();
            }
            WorstCase some = new WorstCase(worst.cell(), worst.thresholds());
            countermeasures.stream()
                    .map(cells::get)
                    .forEach(judged -> judged.trials().forEach(trial -> some.add(trial, judged.thresholds())));
            return Optional.of(some);
        }
    }

    /** @param rates of the metrics' registry */
    public NetRates(List<NetRate> rates) {
        this.rates = List.copyOf(rates);
    }

    /** Whether a value is one of these. */
    public static boolean made(MetricValue value) {
        return value.metric().endsWith(NetRate.ENDING);
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
        if (rates.isEmpty() || counted.isEmpty()) {
            return;
        }
        Cell cell = counted.get(0).cell();
        cells.put(cell.id(), cell);
        answers.putAll(answers(cell, counted, thresholds, false));
        String countermeasureCells =
                cell.withCountermeasure(WorstCase.COUNTERMEASURE).id();
        if (cell.countermeasure().equals(Cell.NO_COUNTERMEASURE)) {
            countermeasureCellsById.put(countermeasureCells, new WorstCells(cell, thresholds));
        }
        if (WorstCase.counts(cell) && countermeasureCellsById.containsKey(countermeasureCells)) {
            countermeasureCellsById
                    .get(countermeasureCells)
                    .add(cell.countermeasure(), counted, thresholds, isControl(cell));
        }
    }

    private Map<Series, Map<String, Answer>> answers(
            Cell cell, List<Trial> trials, List<Threshold> thresholds, boolean worst) {
        Map<Series, Map<String, Answer>> all = new LinkedHashMap<>();
        for (NetRate rate : rates) {
            List<Trial> asked = trials.stream().filter(rate.base()::asks).toList();
            if (!asked.isEmpty() && rate.base().defined(asked)) {
                for (Optional<Threshold> threshold : Rate.thresholds(new CellTrials(asked, thresholds), rate.base())) {
                    all.put(
                            new Series(cell.id(), rate, threshold.map(Threshold::far)),
                            answers(rate.base(), asked, threshold, worst));
                }
            }
        }
        return all;
    }

    /**
     * Returns the answers of the worst trials: as they are for what needs no threshold, else on the scale of each
     * threshold.
     */
    private Map<Series, Map<String, Answer>> answers(WorstCase worst) {
        Map<Series, Map<String, Answer>> all = answers(worst.cell(), worst.trials(0), List.of(), true);
        for (int i = 0; i < worst.thresholds().size(); i++) {
            answers(
                            worst.cell(),
                            worst.trials(i + 1),
                            List.of(worst.thresholds().get(i)),
                            true)
                    .forEach(all::putIfAbsent);
        }
        return all;
    }

    private static Map<String, Answer> answers(
            TrialQuestion question, List<Trial> asked, Optional<Threshold> threshold, boolean worst) {
        TrialKeys keys = new TrialKeys(question, worst);
        Map<String, List<Trial>> groups = new LinkedHashMap<>();
        asked.forEach(trial ->
                groups.computeIfAbsent(keys.of(trial), k -> new ArrayList<>()).add(trial));
        Map<String, Answer> answers = new LinkedHashMap<>();
        groups.forEach((key, group) -> {
            List<JudgedTrial> judged = group.stream()
                    .map(trial -> new JudgedTrial(trial, threshold))
                    .toList();
            if (!question.ofWholeProbes() || question.complete(group)) {
                answers.put(key, new Answer(group.get(0).subject(), question.together(judged)));
            }
        });
        return answers;
    }

    /** All net rates, in the order in which the cells were added, the worst cases last. */
    public List<MetricValue> metrics() {
        List<MetricValue> values = new ArrayList<>();
        answers.forEach((series, shown) -> {
            Cell cell = cells.get(series.cell());
            if (!isControl(cell)) {
                value(cell, series, shown, answers.getOrDefault(ofControl(series, cell), Map.of()))
                        .ifPresent(values::add);
            }
        });
        countermeasureCellsById.values().stream()
                .filter(countermeasureCells ->
                        countermeasureCells.cells.size() > 1 && !isControl(countermeasureCells.worst.cell()))
                .forEach(countermeasureCells -> values.addAll(ofWorst(countermeasureCells)));
        return values;
    }

    private List<MetricValue> ofWorst(WorstCells countermeasureCells) {
        Cell cell = countermeasureCells.worst.cell();
        Map<Series, Map<String, Answer>> clean = Optional.ofNullable(
                        countermeasureCellsById.get(control(cell).id()))
                .flatMap(control -> control.over(countermeasureCells.cells.keySet()))
                .map(this::answers)
                .orElse(Map.of());
        List<MetricValue> values = new ArrayList<>();
        answers(countermeasureCells.worst)
                .forEach((series, shown) -> value(
                                cell, series, shown, clean.getOrDefault(ofControl(series, cell), Map.of()))
                        .ifPresent(values::add));
        return values;
    }

    private static Series ofControl(Series series, Cell cell) {
        return new Series(control(cell).id(), series.rate(), series.far());
    }

    private static boolean isControl(Cell cell) {
        return cell.defense().equals(Cell.CONTROL);
    }

    /** Returns the same judgment of unprotected photos; who has access to what of the model does not matter there. */
    public static Cell control(Cell cell) {
        return cell.defendedBy(Cell.CONTROL, List.of());
    }

    private static Optional<MetricValue> value(
            Cell cell, Series series, Map<String, Answer> protectedOnes, Map<String, Answer> clean) {
        Map<SubjectId, long[]> bySubject = new TreeMap<>();
        long n = 0;
        long net = 0;
        for (Map.Entry<String, Answer> entry : protectedOnes.entrySet()) {
            Answer before = clean.get(entry.getKey());
            if (before == null) {
                continue;
            }
            Answer after = entry.getValue();
            long[] counts = bySubject.computeIfAbsent(after.subject(), s -> new long[3]);
            counts[0] += before.success() && !after.success() ? 1 : 0;
            counts[1] += after.success() && !before.success() ? 1 : 0;
            counts[2]++;
            net += (after.success() ? 1 : 0) - (before.success() ? 1 : 0);
            n++;
        }
        if (n == 0) {
            return Optional.empty();
        }
        String metric = series.rate().name();
        return Optional.of(new MetricValue(
                cell,
                Pairing.PROTECTED_CLEAN,
                metric,
                net / (double) n,
                Optional.of(PairedRates.ofSubjects(column(bySubject, 0), column(bySubject, 1), column(bySubject, 2))
                        .interval(CONFIDENCE)),
                overSubjects(cell, metric, series.far(), bySubject),
                n,
                NetRate.UNIT,
                series.rate().better(),
                series.far()));
    }

    private static Optional<Interval> overSubjects(
            Cell cell, String metric, Optional<Far> far, Map<SubjectId, long[]> bySubject) {
        if (bySubject.size() < 2) {
            return Optional.empty();
        }
        double[] lost = doubles(column(bySubject, 0));
        double[] won = doubles(column(bySubject, 1));
        return Optional.of(PairedBootstrap.of(
                        lost, won, doubles(column(bySubject, 2)), Rate.seed(cell, Pairing.PROTECTED_CLEAN, metric, far))
                .percentiles());
    }

    private static long[] column(Map<SubjectId, long[]> bySubject, int column) {
        return bySubject.values().stream().mapToLong(counts -> counts[column]).toArray();
    }

    private static double[] doubles(long[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }
}
