package dev.visor.metric.recognition;

import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Metric;
import dev.visor.metric.Rate;
import dev.visor.stats.TenFold;
import dev.visor.stats.Wilson;
import java.util.List;
import java.util.Optional;

/**
 * Verification accuracy: the share of the data set's own pairs that the model judges rightly, each fold at the threshold that
 * is best on the others, averaged over the folds.
 *
 * <p>Its first interval is Wilson's over all pairs, the second that of the folds. A pair whose face was not acquired is judged
 * "different". Lower is better for the subject, unless the recognizer is the subject's own ({@code UtilityDirection}).
 */
public final class VerificationAccuracy implements Metric {

    @Override
    public String name() {
        return "verification_accuracy";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        return Folds.of(trials).map(folds -> value(trials, folds.accuracy())).stream()
                .toList();
    }

    /**
     * Whether each of a data set's own pairs is judged rightly, at the threshold of its fold.
     *
     * @param pairs of one cell and pairing, all of them, each in a fold
     */
    public static List<Boolean> judged(List<Trial.Verification> pairs) {
        List<TenFold.Pair> compared = pairs.stream().map(Folds::pair).toList();
        List<Double> thresholds = new TenFold(compared).accuracy().thresholds();
        List<Integer> folds =
                compared.stream().map(TenFold.Pair::fold).distinct().sorted().toList();
        return compared.stream()
                .map(pair -> pair.distance() < thresholds.get(folds.indexOf(pair.fold())) == pair.genuine())
                .toList();
    }

    private MetricValue value(CellTrials trials, TenFold.Accuracy accuracy) {
        return new MetricValue(
                trials.cell(),
                trials.pairing(),
                name(),
                accuracy.mean(),
                Optional.of(Wilson.interval(accuracy.correct(), accuracy.pairs())),
                Optional.of(Folds.interval(accuracy.mean(), accuracy.std(), accuracy.folds())),
                accuracy.pairs(),
                Rate.UNIT,
                better(),
                Optional.empty());
    }
}
