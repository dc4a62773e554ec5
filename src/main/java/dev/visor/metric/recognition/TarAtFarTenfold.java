package dev.visor.metric.recognition;

import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Metric;
import dev.visor.metric.Rate;
import dev.visor.stats.TenFold;
import dev.visor.stats.Wilson;
import java.util.List;
import java.util.Optional;

/**
 * TAR@FAR on the data set's own pairs: the threshold of each fold is chosen on the others, at {@link #ON_PAIRS} if they hold enough impostors
 * for it; the second interval is that of the folds.
 *
 * <p>A face that was not acquired counts as rejected. Lower is better for the subject, unless the recognizer is the subject's own ({@link
 * OwnWork}).
 */
public final class TarAtFarTenfold implements Metric {

    /** The FAR that 3,000 impostor pairs can tell; lower FARs need all pairs of people outside the list. */
    static final Far ON_PAIRS = new Far(1e-2);

    @Override
    public String name() {
        return "tar_at_far_tenfold";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        return Folds.of(trials).filter(folds -> folds.resolves(ON_PAIRS)).stream()
                .map(folds -> value(trials, folds))
                .toList();
    }

    private MetricValue value(CellTrials trials, TenFold folds) {
        TenFold.Tar tar = folds.tarAt(ON_PAIRS);
        Interval ofFolds = Folds.interval(tar.mean(), tar.std(), tar.folds());
        return new MetricValue(
                trials.cell(),
                trials.pairing(),
                name(),
                tar.mean(),
                Optional.of(Wilson.interval(tar.accepted(), tar.genuine())),
                Optional.of(ofFolds),
                tar.genuine(),
                Rate.UNIT,
                better(),
                Optional.of(ON_PAIRS));
    }
}
