package dev.visor.metric.recognition;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Interval;
import dev.visor.metric.CellTrials;
import dev.visor.stats.TenFold;
import dev.visor.stats.TenFold.Pair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The trials of a data set's own pairs as cross-validation sees them. */
final class Folds {

    private static final double NORMAL_QUANTILE = 1.96;

    private Folds() {}

    /** Returns the ten folds; empty where there are no such pairs, or where a fold lacks genuine or impostor ones. */
    static Optional<TenFold> of(CellTrials trials) {
        List<Pair> pairs = trials.folded().stream().map(Folds::pair).toList();
        boolean mixed = pairs.stream()
                .collect(Collectors.groupingBy(Pair::fold, Collectors.mapping(Pair::genuine, Collectors.toSet())))
                .values()
                .stream()
                .allMatch(kinds -> kinds.size() == 2);
        long folds = pairs.stream().mapToInt(Pair::fold).distinct().count();
        return mixed && folds > 1 ? Optional.of(new TenFold(pairs)) : Optional.empty();
    }

    /** The mean plus and minus 1.96 standard errors of the folds' values, within 0..1. */
    static Interval interval(double mean, double std, int folds) {
        double half = NORMAL_QUANTILE * std / Math.sqrt(folds);
        return new Interval(Math.max(0, mean - half), Math.min(1, mean + half));
    }

    static Pair pair(Trial.Verification trial) {
        int fold = trial.fold().orElseThrow();
        boolean genuine = trial.label() != Label.IMPOSTOR;
        return trial.outcome() instanceof Outcome.Compared compared
                ? Pair.compared(fold, genuine, compared.similarity())
                : Pair.notAcquired(fold, genuine);
    }
}
