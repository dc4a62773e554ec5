package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.RateMetric;
import dev.visor.metric.TrialKeys;
import dev.visor.metric.TrialQuestion;
import dev.visor.metric.TrialQuestion.JudgedTrial;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.metric.recognition.NoFaceRate;
import dev.visor.metric.recognition.VerificationAccuracy;
import dev.visor.result.RecordedTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The single answers that a rate of a run is the mean of. */
final class Answers {

    /** The countermeasure that is made of all others. */
    static final String WORST = WorstCase.COUNTERMEASURE;

    private static final String ACCURACY = new VerificationAccuracy().name();

    /** Difference by which a number of six digits may miss what it was. */
    private static final double ROUNDING = 2e-6;

    private Answers() {}

    /**
     * The answers behind a number, by question.
     *
     * @throws InputError if they do not add up to what the record says
     */
    static SortedMap<String, Answer> of(Side side, MetricValue number) {
        boolean accuracy = number.metric().equals(ACCURACY);
        SortedMap<String, Answer> answers = accuracy
                ? judged(side, number)
                : asked(side, number, number.cell(), question(side, number), cell -> true);
        double mean = answers.values().stream()
                .mapToDouble(answer -> answer.success() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        // The mean over folds is the mean over pairs only where all folds are equally large.
        if (!accuracy) {
            require(side, number, mean);
        }
        return answers;
    }

    /**
     * The answers behind a net rate: each with that under the control, of what both have.
     *
     * @throws InputError if they do not add up to what the record says
     */
    static SortedMap<String, NetAnswer> net(Side side, MetricValue number) {
        TrialQuestion question = side.net(number).orElseThrow().base();
        Set<String> countermeasures = side.countermeasures(number.cell()).stream()
                .map(Cell::countermeasure)
                .collect(Collectors.toSet());
        SortedMap<String, Answer> shown = asked(side, number, number.cell(), question, cell -> true);
        // The control may have met more countermeasures than the defense.
        SortedMap<String, Answer> clean = asked(
                side,
                number,
                NetRates.control(number.cell()),
                question,
                cell -> countermeasures.contains(cell.countermeasure()));
        SortedMap<String, NetAnswer> answers = new TreeMap<>();
        shown.forEach((key, answer) -> {
            if (clean.containsKey(key)) {
                answers.put(key, new NetAnswer(answer, clean.get(key)));
            }
        });
        require(
                side,
                number,
                answers.values().stream()
                        .mapToDouble(NetAnswer::value)
                        .average()
                        .orElse(Double.NaN));
        return answers;
    }

    private static RateMetric question(Side side, MetricValue number) {
        return side.registry()
                .named(number.metric())
                .flatMap(MetricDefinition::question)
                .orElseThrow();
    }

    private static void require(Side side, MetricValue number, double mean) {
        if (!(Math.abs(mean - number.value()) < ROUNDING)) {
            throw new InputError("%s: metrics.csv says that %s of %s is %s, its trials say %s; run visor verify on it"
                    .formatted(side.name(), number.metric(), number.cell().id(), number.value(), mean));
        }
    }

    private static SortedMap<String, Answer> asked(
            Side side, MetricValue number, Cell asked, TrialQuestion question, Predicate<Cell> which) {
        boolean worst = asked.countermeasure().equals(WORST);
        Map<String, List<RecordedTrial>> groups = new LinkedHashMap<>();
        for (Cell cell : side.countermeasures(asked).stream().filter(which).toList()) {
            TrialKeys keys = new TrialKeys(question, worst);
            for (RecordedTrial trial : side.trials(cell)) {
                if (trial.trial().pairing() == number.pairing() && question.asks(trial.trial())) {
                    groups.computeIfAbsent(keys.of(trial.trial()), k -> new ArrayList<>())
                            .add(trial);
                }
            }
        }
        SortedMap<String, Answer> answers = new TreeMap<>();
        groups.forEach((key, group) -> {
            List<Trial> seen = group.stream().map(RecordedTrial::trial).toList();
            if (!question.ofWholeProbes() || question.complete(seen)) {
                List<JudgedTrial> judged = group.stream()
                        .map(t -> new JudgedTrial(t.trial(), threshold(side, t, number.far())))
                        .toList();
                boolean success = worst ? question.worst(judged) : question.together(judged);
                answers.put(key, new Answer(seen.get(0).subject(), seen.get(0).probe(), success, seen));
            }
        });
        return answers;
    }

    private static Optional<Threshold> threshold(Side side, RecordedTrial trial, Optional<Far> far) {
        return far.map(rate -> side.threshold(trial, rate));
    }

    /** Whether each pair of the data set's list was judged rightly, at the threshold of its fold. */
    private static SortedMap<String, Answer> judged(Side side, MetricValue number) {
        List<Trial.Verification> pairs = side.trials(number.cell()).stream()
                .map(RecordedTrial::trial)
                .filter(trial -> trial.pairing() == number.pairing())
                .filter(Trial.Verification.class::isInstance)
                .map(Trial.Verification.class::cast)
                .filter(pair -> pair.fold().isPresent())
                .toList();
        List<Boolean> right = VerificationAccuracy.judged(pairs);
        TrialKeys keys = new TrialKeys(new NoFaceRate(), false);
        SortedMap<String, Answer> answers = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            Trial.Verification pair = pairs.get(i);
            answers.put(keys.of(pair), new Answer(pair.subject(), pair.probe(), right.get(i), List.of(pair)));
        }
        return answers;
    }
}
