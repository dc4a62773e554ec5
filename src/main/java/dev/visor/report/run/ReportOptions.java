package dev.visor.report.run;

import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;

/**
 * Options of a report.
 *
 * @param photos whether faces may be shown; a report that leaves them out says so
 * @param metrics what is known of metrics
 */
public record ReportOptions(boolean photos, MetricRegistry metrics) {

    /** Makes options with the metrics of this Visor. */
    public ReportOptions(boolean photos) {
        this(photos, Metrics.registry());
    }
}
