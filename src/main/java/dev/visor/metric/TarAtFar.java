package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.Far;
import dev.visor.core.Interval;
import dev.visor.core.MetricValue;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.stats.TenFold;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TAR@FAR: the share of genuine comparisons that the victim accepts at the threshold for a false accept rate.
 *
 * <p>{@code tar_at_far} uses calibrated thresholds, on other photos of the subject. {@code tar_at_far_tenfold} uses the data
 * set's own pairs, the threshold of each fold chosen on the others, at {@link #ON_PAIRS} if they hold enough impostors for it;
 * its second interval is that of the folds. A face that was not acquired counts as rejected: the tracker did not link it. Lower
 * is better for the subject, unless the recognizer is the subject's own ({@link OwnWork}).
 */
public final class TarAtFar implements Metric {

    /** What 3,000 impostor pairs can tell; lower FARs need all pairs of people outside the list. */
    static final Far ON_PAIRS = new Far(1e-2);

    static final String TENFOLD = "tar_at_far_tenfold";

    @Override
    public String name() {
        return "tar_at_far";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<MetricValue> values = new ArrayList<>(calibrated(trials));
        Folds.of(trials)
                .filter(folds -> folds.resolves(ON_PAIRS))
                .ifPresent(folds -> values.add(crossValidated(trials, folds)));
        return values;
    }

    private List<MetricValue> calibrated(CellTrials trials) {
        List<Trial.Verification> genuine = trials.comparisons(Label.OTHER);
        if (genuine.isEmpty()) {
            return List.of();
        }
        return trials.thresholds().stream()
                .map(threshold -> Rate.of(genuine, t -> PsrDodging.accepted(t, threshold))
                        .value(trials, name(), better(), Optional.of(threshold.far())))
                .toList();
    }

    private MetricValue crossValidated(CellTrials trials, TenFold folds) {
        TenFold.Tar tar = folds.tarAt(ON_PAIRS);
        Interval ofFolds = Folds.interval(tar.mean(), tar.std(), tar.folds());
        return new MetricValue(
                trials.cell(),
                trials.pairing(),
                TENFOLD,
                tar.mean(),
                Optional.of(Wilson.interval(tar.accepted(), tar.genuine())),
                Optional.of(ofFolds),
                tar.genuine(),
                Rate.UNIT,
                better(),
                Optional.of(ON_PAIRS));
    }
}
