package dev.visor.metric;

import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import java.util.List;

/**
 * A rate: the share of what a question asks that succeeds; at every FAR by itself where it needs a threshold.
 *
 * <p>Has no value where nothing is asked.
 */
public interface RateMetric extends Metric, TrialQuestion {

    @Override
    default List<MetricValue> of(CellTrials trials) {
        List<Trial> asked = trials.trials().stream().filter(this::asks).toList();
        return defined(asked) ? Rate.values(trials, name(), this, asked) : List.of();
    }
}
