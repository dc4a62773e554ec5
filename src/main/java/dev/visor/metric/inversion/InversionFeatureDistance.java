package dev.visor.metric.inversion;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The feature distance of a reconstruction from the real photos: the squared distance of a judge's unit embeddings, 2 - 2 cos, to the nearest photo
 * that the recognizer under attack was trained on, or to the very photo that leaked; averaged over the reconstructions.
 *
 * <p>The minimum over the person's training photos is that of Struppek et al., "Plug and Play Attacks", ICML 2022, there in the unscaled
 * features of other evaluators: the unit sphere has the range 0..4 for every judge. Higher is better for the subject.
 */
public final class InversionFeatureDistance implements Metric {

    private static final double NORMAL_95 = 1.959963984540054;

    @Override
    public String name() {
        return "inversion_feature_distance";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        double[] distances = trials.comparisons(Label.SAME).stream()
                .map(Trial::outcome)
                .filter(Outcome.Compared.class::isInstance)
                .mapToDouble(outcome -> 2 - 2 * ((Outcome.Compared) outcome).similarity())
                .toArray();
        if (distances.length == 0) {
            return List.of();
        }
        double mean = DoubleStream.of(distances).average().orElseThrow();
        return List.of(new MetricValue(
                trials.cell(),
                trials.pairing(),
                name(),
                mean,
                interval(mean, distances),
                Optional.empty(),
                distances.length,
                "squared distance",
                better(),
                Optional.empty()));
    }

    private static Optional<Interval> interval(double mean, double[] values) {
        if (values.length < 2) {
            return Optional.empty();
        }
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = NORMAL_95 * Math.sqrt(squares / (values.length - 1) / values.length);
        return Optional.of(new Interval(mean - half, mean + half));
    }
}
