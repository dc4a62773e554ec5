package dev.visor.metric;

import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import java.util.List;

/** A number made of the trials of one cell and pairing, and of nothing else. */
public interface Metric {

    /**
     * Returns the name that stands in suites and in {@code metrics.csv}; further values add an ending, such as
     * {@code _fte}.
     */
    String name();

    /** Returns the direction in which it points, from the subject's side. */
    Better better();

    /** Computes the values; empty where the trials are not of the kind that the metric is about. */
    List<MetricValue> of(CellTrials trials);
}
