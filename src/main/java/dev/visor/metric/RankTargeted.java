package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Rank-N-T: the share of searches in which at least one of the N nearest gallery images shows a target.
 *
 * <p>A probe that was not acquired counts as a failure: it was taken for nobody. Higher is better for the subject. Not
 * defined where the gallery holds no target. Yang et al., ICCV 2021, section 5.1.
 *
 * @param n how many gallery images the tracker looks at, from 1
 */
public record RankTargeted(int n) implements Metric {

    @Override
    public String name() {
        return "rank" + n + "_targeted";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Identification> searches = trials.searches();
        boolean targets = searches.stream()
                .flatMap(search -> search.found().stream())
                .anyMatch(found -> found.targetRank().isPresent());
        return targets
                ? List.of(Rate.of(searches, this::taken).value(trials, name(), better(), Optional.empty()))
                : List.of();
    }

    private boolean taken(Trial.Identification search) {
        return search.found()
                .filter(found ->
                        found.targetRank().isPresent() && found.targetRank().getAsInt() <= n)
                .isPresent();
    }
}
