package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.inversion.ChanceLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The verdict of a jury of recognizers: a reconstruction's rank is the median of its ranks with the judges, so that it comes first if
 * most judges put it first. One fooled evaluator decides nothing.
 *
 * <p>Its values stand under the model {@value #JURY}, which no trial has.
 */
public final class JuryVerdict {

    /** Stands in a metric's cell for all judges together. */
    public static final String JURY = "jury";

    /** The cell of the verdict, to be believed as far as the weakest judge so far. */
    private Cell cell;

    private final Map<Question, List<Identification>> answers = new LinkedHashMap<>();
    private int judges;

    private record Question(Pairing pairing, PhotoId probe) {}

    /** @param judge the cell of any of the judges */
    public JuryVerdict(Cell judge) {
        this.cell = judge.judgedBy(JURY);
    }

    /** Whether an odd number of judges was heard, each once about every reconstruction: otherwise they have no verdict. */
    public boolean complete() {
        return judges % 2 == 1 && answers.values().stream().allMatch(all -> all.size() == judges);
    }

    /** Adds all trials of one judge. */
    public void add(List<Trial> trials) {
        judges++;
        trials.forEach(trial -> cell = cell.restingOn(trial.cell().trust()));
        trials.stream()
                .filter(Identification.class::isInstance)
                .map(Identification.class::cast)
                .forEach(search -> answers.computeIfAbsent(
                                new Question(search.pairing(), search.probe()), q -> new ArrayList<>())
                        .add(search));
    }

    /**
     * {@code inversion_top1} and {@code inversion_top5} of the jury, each pairing by itself, and for {@code RECONSTRUCTED_CLEAN} what luck gives
     * ({@link ChanceLevel}).
     */
    public List<MetricValue> metrics() {
        List<MetricValue> all = new ArrayList<>(shares());
        ChanceLevel chance = new ChanceLevel(cell);
        answers.forEach((question, judged) -> {
            if (question.pairing() == Pairing.RECONSTRUCTED_CLEAN) {
                chance.add(judged.get(0).subject(), named(judged));
            }
        });
        all.addAll(chance.metrics());
        return all;
    }

    /** {@code inversion_top1} and {@code inversion_top5} alone, as an older Visor recorded them. */
    public List<MetricValue> shares() {
        if (judges % 2 == 0) {
            throw new IllegalStateException("a jury needs an odd number of judges, got " + judges);
        }
        List<Trial> verdicts = new ArrayList<>();
        answers.values().forEach(all -> verdicts.add(verdict(all)));
        return Judgment.of(verdicts, List.of());
    }

    private Trial verdict(List<Identification> all) {
        if (all.size() != judges) {
            throw new IllegalStateException("%d of %d judges have judged %s of %s"
                    .formatted(all.size(), judges, all.get(0).probe(), cell.id()));
        }
        List<Identification> sorted = all.stream()
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .toList();
        Identification median = sorted.get(judges / 2);
        return new Identification(
                cell,
                median.pairing(),
                median.subject(),
                median.probe(),
                median.outcome(),
                median.found()
                        .map(found ->
                                new Found(found.trueRank(), OptionalInt.empty(), Optional.empty(), found.rank1())));
    }

    /**
     * Whether most judges put the right person first: the median of their ranks is 1.
     *
     * @param ranks of the right person, one a judge, an odd number; {@link Integer#MAX_VALUE} where nobody was found
     */
    public static boolean firstForMost(List<Integer> ranks) {
        return ranks.stream().sorted().toList().get(ranks.size() / 2) == 1;
    }

    /** Returns the subject whom most judges put first: his rank, and nobody else's, has the median 1. */
    private Optional<SubjectId> named(List<Identification> all) {
        Map<SubjectId, Long> votes = all.stream()
                .flatMap(search -> search.found().stream())
                .collect(Collectors.groupingBy(Found::rank1, Collectors.counting()));
        return votes.entrySet().stream()
                .filter(vote -> 2 * vote.getValue() > judges)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A reconstruction that a judge could not embed comes last. */
    private static int rank(Identification search) {
        return search.found().map(Found::trueRank).orElse(Integer.MAX_VALUE);
    }
}
