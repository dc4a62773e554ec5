package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rank-N-UT: the share of searches in which none of the N nearest gallery images shows the probe's subject.
 *
 * <p>A probe that was not acquired counts as not protected: what nobody recognizes as a face is not a photo that one shares.
 * Where some had no face, {@code rankN_untargeted_fte} counts these the other way. Higher is better for the subject. Yang et
 * al., "Towards Face Encryption by Generating Adversarial Identity Masks", ICCV 2021, section 5.1.
 *
 * @param n how many gallery images the tracker looks at, from 1
 */
public record RankUntargeted(int n) implements Metric {

    @Override
    public String name() {
        return "rank" + n + "_untargeted";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Identification> searches = trials.searches();
        if (searches.isEmpty()) {
            return List.of();
        }
        List<MetricValue> values = new ArrayList<>();
        values.add(Rate.of(searches, this::hidden).value(trials, name(), better(), Optional.empty()));
        if (searches.stream().anyMatch(Rate::noFace)) {
            values.add(Rate.of(searches, search -> hidden(search) || Rate.noFace(search))
                    .value(trials, name() + "_fte", better(), Optional.empty()));
        }
        return values;
    }

    private boolean hidden(Trial.Identification search) {
        return search.found().filter(found -> found.trueRank() > n).isPresent();
    }
}
