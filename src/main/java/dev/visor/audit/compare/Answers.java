package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.Far;
import dev.visor.core.InputError;
import dev.visor.core.MetricValue;
import dev.visor.core.Outcome;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.metric.WorstCase;
import dev.visor.result.RecordedTrial;
import dev.visor.stats.TenFold;
import dev.visor.stats.TenFold.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The single answers that a rate of a run is the mean of. */
final class Answers {

    /** The rung that is made of all others. */
    static final String WORST = WorstCase.RUNG;

    static final String ACCURACY = "verification_accuracy";

    /** How much a number of six digits may differ from what it was. */
    private static final double ROUNDING = 2e-6;

    private Answers() {}

    /**
     * The answers behind a number, by question.
     *
     * @throws InputError if they do not add up to what the record says
     */
    static SortedMap<String, Answer> of(Side side, MetricValue number) {
        SortedMap<String, Answer> answers = number.metric().equals(ACCURACY)
                ? judged(side, number)
                : asked(side, number, Question.of(number.metric()).orElseThrow());
        double mean = answers.values().stream()
                .mapToDouble(answer -> answer.success() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        // The mean over folds is the mean over pairs only where all folds are equally large.
        if (!(Math.abs(mean - number.value()) < ROUNDING) && !number.metric().equals(ACCURACY)) {
            throw new InputError("%s: metrics.csv says that %s of %s is %s, its trials say %s; run visor verify on it"
                    .formatted(side.name(), number.metric(), number.cell().id(), number.value(), mean));
        }
        return answers;
    }

    private static SortedMap<String, Answer> asked(Side side, MetricValue number, Question question) {
        boolean worst = number.cell().countermeasure().equals(WORST);
        Map<String, List<RecordedTrial>> groups = new LinkedHashMap<>();
        for (Cell cell : side.rungs(number.cell())) {
            Map<String, Integer> targets = new HashMap<>();
            for (RecordedTrial trial : side.trials(cell)) {
                if (trial.trial().pairing() == number.pairing() && question.asks(trial.trial())) {
                    groups.computeIfAbsent(key(trial.trial(), question, worst, targets), k -> new ArrayList<>())
                            .add(trial);
                }
            }
        }
        SortedMap<String, Answer> answers = new TreeMap<>();
        groups.forEach((key, group) -> {
            if (question != Question.PSR_JOINT || bothKinds(group)) {
                answers.put(key, answer(side, number.far(), question, group, worst));
            }
        });
        return answers;
    }

    /**
     * What is asked once: each comparison; for the joint rate each probe; for the worst rung each probe and kind. Which of its
     * targets a probe was steered to may differ between runs, so that these are numbered and not named.
     */
    private static String key(Trial trial, Question question, boolean worst, Map<String, Integer> targets) {
        String probe = trial.probe().value();
        if (question == Question.PSR_JOINT || !(trial instanceof Trial.Verification pair)) {
            return probe;
        }
        String kind = probe + "|" + pair.label().word() + "|" + pair.fold().orElse(-1);
        if (worst) {
            return kind;
        }
        return kind + "|"
                + (pair.label() == Trial.Label.TARGET
                        ? targets.merge(probe, 1, Integer::sum)
                        : pair.mate().value());
    }

    private static boolean bothKinds(List<RecordedTrial> group) {
        return group.stream().anyMatch(t -> Question.isPair(t.trial(), Trial.Label.OTHER))
                && group.stream().anyMatch(t -> Question.isPair(t.trial(), Trial.Label.TARGET));
    }

    private static Answer answer(
            Side side, Optional<Far> far, Question question, List<RecordedTrial> group, boolean worst) {
        List<Trial> seen = group.stream().map(RecordedTrial::trial).toList();
        Trial first = seen.get(0);
        boolean success;
        if (question == Question.PSR_JOINT && !worst) {
            success = joint(side, far, group);
        } else {
            List<Boolean> each = group.stream()
                    .map(t -> question.succeeds(t.trial(), threshold(side, t, far)))
                    .toList();
            boolean missed = seen.stream().anyMatch(t -> t.outcome() instanceof Outcome.NotAcquired);
            // A face that is missed on one rung counts as missed on the worst, and no missed face is linked.
            success = worst && missed && question == Question.TAR_AT_FAR ? false : question.succeedsOnWorst(each);
        }
        return new Answer(first.subject(), first.probe(), success, seen);
    }

    /** Rejected against every mate and accepted against one target or more. */
    private static boolean joint(Side side, Optional<Far> far, List<RecordedTrial> group) {
        boolean dodges = true;
        boolean impersonates = false;
        for (RecordedTrial trial : group) {
            boolean success = Question.PSR_JOINT.succeeds(trial.trial(), threshold(side, trial, far));
            if (Question.isPair(trial.trial(), Trial.Label.OTHER)) {
                dodges &= success;
            } else {
                impersonates |= success;
            }
        }
        return dodges && impersonates;
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
        List<Double> thresholds = new TenFold(pairs.stream().map(Answers::pair).toList())
                .accuracy()
                .thresholds();
        List<Integer> folds = List.copyOf(
                new TreeSet<>(pairs.stream().map(p -> p.fold().getAsInt()).toList()));
        SortedMap<String, Answer> answers = new TreeMap<>();
        for (Trial.Verification trial : pairs) {
            Pair pair = pair(trial);
            boolean same = pair.distance() < thresholds.get(folds.indexOf(pair.fold()));
            answers.put(
                    key(trial, Question.NO_FACE_RATE, false, Map.of()),
                    new Answer(trial.subject(), trial.probe(), same == pair.genuine(), List.of(trial)));
        }
        return answers;
    }

    private static Pair pair(Trial.Verification trial) {
        int fold = trial.fold().orElseThrow();
        boolean genuine = trial.label() != Trial.Label.IMPOSTOR;
        return trial.outcome() instanceof Outcome.Compared compared
                ? Pair.compared(fold, genuine, compared.similarity())
                : Pair.notAcquired(fold, genuine);
    }
}
