package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Attack accuracy: the share of reconstructions whose person is among the N most alike of a juror's gallery.
 *
 * <p>The gallery holds photos that the recognizer under attack was not trained on; a person's rank is that of his most alike photo.
 * Zhang et al., "The Secret Revealer", CVPR 2020, section 4, judged by an independent recognizer. What luck gives is below N out
 * of the people where a jury agrees on nobody: {@link NamedByChance}. Lower is better for the subject.
 *
 * @param n how many people the tracker looks at, from 1
 */
public record InversionTop(int n) implements Metric {

    @Override
    public String name() {
        return "inversion_top" + n;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Identification> searches = trials.searches();
        if (searches.isEmpty() || trials.pairing() == Pairing.ASKED_TRAINED) {
            return List.of();
        }
        return List.of(Rate.of(
                        searches,
                        search -> search.found()
                                .filter(found -> found.trueRank() <= n)
                                .isPresent())
                .value(trials, name(), better(), Optional.empty()));
    }
}
