package dev.visor.metric;

import dev.visor.core.measure.Better;
import java.util.Optional;

/**
 * All that is to be known of a metric: its row in the registry.
 *
 * @param name as in {@code metrics.csv}
 * @param definition one sentence, without the name, that ends without a period
 * @param unit as in {@code metrics.csv}
 * @param better from the subject's side
 * @param origin what it is made from
 * @param group where a report shows it
 * @param since the first edition of records that has it, from 1
 * @param gateable whether a rule of a gate may speak of it: single probes must tell it
 */
public record MetricDefinition(
        String name,
        String definition,
        String unit,
        Better better,
        MetricOrigin origin,
        ReportGroup group,
        int since,
        boolean gateable) {

    public MetricDefinition {
        if (since < 1) {
            throw new IllegalArgumentException(
                    name + " is in records since edition " + since + ", expected 1 or later");
        }
        if (definition.isBlank() || definition.endsWith(".")) {
            throw new IllegalArgumentException("the definition of " + name + " must be a sentence without its period");
        }
    }

    /** A rate of single trials, which a gate may speak of. */
    public static MetricDefinition rate(RateMetric metric, String definition, ReportGroup group, int since) {
        return new MetricDefinition(
                metric.name(),
                definition,
                Rate.UNIT,
                metric.better(),
                new MetricOrigin.OfTrials(metric, false),
                group,
                since,
                true);
    }

    /** Defines what a defense adds to a rate. */
    public static MetricDefinition net(NetRate net, int since) {
        String base = net.base().name();
        return new MetricDefinition(
                net.name(),
                base + " less the same trials' " + base + " under none: what the defense itself adds",
                NetRate.UNIT,
                net.better(),
                new MetricOrigin.OfControl(net),
                ReportGroup.GENERAL,
                since,
                true);
    }

    /** Returns the same row of another name. */
    MetricDefinition derived(String otherName, String otherDefinition, ReportGroup otherGroup) {
        return new MetricDefinition(otherName, otherDefinition, unit, better, origin, otherGroup, since, false);
    }

    /** Returns what it asks of a single trial; empty if it is no rate of trials. */
    public Optional<RateMetric> question() {
        return origin instanceof MetricOrigin.OfTrials trials && trials.metric() instanceof RateMetric rate
                ? Optional.of(rate)
                : Optional.empty();
    }

    /** The rate that it takes the control's from; empty if it is no such difference. */
    public Optional<NetRate> net() {
        return origin instanceof MetricOrigin.OfControl control ? Optional.of(control.rate()) : Optional.empty();
    }
}
