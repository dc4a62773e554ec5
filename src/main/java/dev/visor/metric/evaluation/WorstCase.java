package dev.visor.metric.evaluation;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The worst case of a defense: for every probe, the countermeasure that serves the tracker best.
 *
 * <p>For every probe and question the worst trial of all countermeasures counts: the largest similarity to the subject, the smallest one to a
 * target, the smallest rank of the subject, the largest rank of a target. A probe that was not acquired under any one countermeasure counts as
 * not protected. A countermeasure with a recognizer of its own has its own threshold: its similarities are moved by the
 * thresholds' difference, so that what it accepts stays accepted. The mean over probes of the worst countermeasure is never above the worst
 * countermeasure's mean (Croce et al., "RobustBench", and AutoAttack count so).
 *
 * <p>Its values are those of {@link Judgment} under the countermeasure {@value #COUNTERMEASURE}, without those that count a missed face as protected.
 */
public final class WorstCase {

    /** Stands in a metric's cell for the worst of all countermeasures; no trial has it. */
    public static final String COUNTERMEASURE = "worst";

    /** The cell of the result, to be believed as far as the weakest of the trials so far. */
    private Cell cell;

    private final List<Threshold> thresholds;
    private final MetricRegistry registry;

    /** The worst trials so far: once as they are, then once for each threshold. */
    private final List<Map<Question, Trial>> worst = new ArrayList<>();

    /** Whether the trials of a cell count: what the owner of a key achieves is no tracker's. */
    public static boolean counts(Cell cell) {
        return cell.attackerAccess() != AttackerAccess.KEY;
    }

    /** A question about a probe, asked under every countermeasure anew. */
    private record Question(Pairing pairing, String kind, PhotoId probe) {

        static Question of(Trial trial) {
            String kind = "";
            if (trial instanceof Trial.Verification pair) {
                kind = pair.label().word();
            } else if (trial instanceof Trial.Retrieval search) {
                kind = "image " + search.mate();
            } else if (trial instanceof Trial.Tracking tracked) {
                kind = "round " + tracked.round();
            }
            return new Question(trial.pairing(), kind, trial.probe());
        }
    }

    /**
     * Starts without any trial.
     *
     * @param untouched the cell of the countermeasure that does nothing
     * @param thresholds of its model
     */
    public WorstCase(Cell untouched, List<Threshold> thresholds) {
        this(untouched, thresholds, Metrics.registry());
    }

    /** Judges by the metrics of a registry. */
    public WorstCase(Cell untouched, List<Threshold> thresholds, MetricRegistry registry) {
        this.registry = registry;
        this.cell = untouched.withCountermeasure(COUNTERMEASURE);
        this.thresholds = List.copyOf(thresholds);
        for (int i = 0; i <= thresholds.size(); i++) {
            worst.add(new LinkedHashMap<>());
        }
    }

    /**
     * Adds a trial of any countermeasure.
     *
     * @param judges thresholds of whoever judged it, at the same FARs
     */
    public void add(Trial trial, List<Threshold> judges) {
        if (judges.size() != thresholds.size()) {
            throw new IllegalArgumentException("%s was judged at %d FARs, the model itself at %d"
                    .formatted(trial.cell().id(), judges.size(), thresholds.size()));
        }
        cell = cell.restingOn(trial.cell().trust());
        Question question = Question.of(trial);
        worst.get(0).merge(question, trial.with(cell, trial.outcome()), WorstCase::worse);
        for (int i = 0; i < thresholds.size(); i++) {
            Outcome moved = moved(trial.outcome(), judges.get(i), thresholds.get(i));
            worst.get(i + 1).merge(question, trial.with(cell, moved), WorstCase::worse);
        }
    }

    /** All metrics of the worst trials. */
    public List<MetricValue> metrics() {
        List<MetricValue> values = new ArrayList<>(Judgment.of(trials(0), List.of(), registry));
        for (int i = 0; i < thresholds.size(); i++) {
            Judgment.of(trials(i + 1), List.of(thresholds.get(i)), registry).stream()
                    .filter(value -> value.far().isPresent())
                    .forEach(values::add);
        }
        return values.stream()
                .filter(value -> !value.metric().endsWith(Rate.FACE_MISSED))
                .toList();
    }

    /** The worst trials as they are, for what needs no threshold; then, for each threshold, on its scale. */
    List<Trial> trials(int view) {
        return worst.get(view).values().stream()
                .map(trial -> trial.with(cell, trial.outcome()))
                .toList();
    }

    /** The similarity on the model's scale: above its threshold just if it was above the judge's. */
    private static Outcome moved(Outcome outcome, Threshold judge, Threshold model) {
        if (!(outcome instanceof Compared compared) || judge.equals(model)) {
            return outcome;
        }
        double similarity = compared.similarity() - judge.similarity() + model.similarity();
        return new Compared(
                judge.accepts(compared.similarity())
                        ? Math.max(similarity, Math.nextUp(model.similarity()))
                        : Math.min(similarity, model.similarity()));
    }

    Cell cell() {
        return cell;
    }

    List<Threshold> thresholds() {
        return thresholds;
    }

    private static Trial worse(Trial one, Trial other) {
        if (!(one.outcome() instanceof Compared first)) {
            return one;
        }
        if (!(other.outcome() instanceof Compared second)) {
            return other;
        }
        if (one instanceof Trial.Identification search) {
            return worse(search, (Trial.Identification) other);
        }
        if (one instanceof Trial.Retrieval search) {
            int rank = ((Trial.Retrieval) other).rank().orElseThrow();
            return rank < search.rank().orElseThrow() ? other : one;
        }
        boolean closer = second.similarity() > first.similarity();
        boolean towardsTarget = one instanceof Trial.Verification pair && pair.label() == Trial.Label.TARGET;
        return closer == towardsTarget ? one : other;
    }

    /** The better of the subject's ranks and the worse of the target's: two questions, each with its own worst countermeasure. */
    private static Trial worse(Trial.Identification one, Trial.Identification other) {
        Found first = one.found().orElseThrow();
        Found second = other.found().orElseThrow();
        Trial.Identification nearer = second.trueRank() < first.trueRank() ? other : one;
        Found found = nearer.found().orElseThrow();
        OptionalInt target = first.targetRank().isEmpty() || second.targetRank().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(
                        first.targetRank().getAsInt(), second.targetRank().getAsInt()));
        return new Trial.Identification(
                one.cell(),
                one.pairing(),
                one.subject(),
                one.probe(),
                nearer.outcome(),
                Optional.of(new Found(found.trueRank(), target, found.target(), found.rank1())));
    }
}
