package dev.visor.metric;

import dev.visor.core.measure.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A list of metrics, one row each: what is computed, verified, compared, gated, reported and listed. A value: {@code Metrics.registry()} is that
 * of this Visor.
 */
public final class MetricRegistry {

    private final Map<String, MetricDefinition> rows = new LinkedHashMap<>();

    /** Endings of names that say of which trials, or how counted, and what they mean. */
    private final Map<String, Ending> endings;

    /**
     * An ending that names of metrics may have.
     *
     * @param words how it differs from the metric without the ending
     * @param group where a report shows it; empty if beside the metric without the ending
     */
    public record Ending(String words, Optional<ReportGroup> group) {}

    /** @throws IllegalArgumentException if two rows have one name */
    public MetricRegistry(List<MetricDefinition> rows, Map<String, Ending> endings) {
        this.endings = Map.copyOf(endings);
        rows.forEach(row -> {
            if (this.rows.putIfAbsent(row.name(), row) != null) {
                throw new IllegalArgumentException("two metrics are called " + row.name());
            }
        });
    }

    /** Returns this list and one metric more. */
    public MetricRegistry with(MetricDefinition row) {
        List<MetricDefinition> more = new ArrayList<>(rows());
        more.add(row);
        return new MetricRegistry(more, endings);
    }

    /** The metrics that records of an edition have: a record knows nothing of what came later. */
    public MetricRegistry upTo(int edition) {
        return new MetricRegistry(
                rows().stream().filter(row -> row.since() <= edition).toList(), endings);
    }

    /** All rows, in the order of {@code metrics.csv}. */
    public List<MetricDefinition> rows() {
        return List.copyOf(rows.values());
    }

    /** The row of a metric; of one with an ending, such as {@code psr_dodging_fte}, one made for it. */
    public Optional<MetricDefinition> named(String name) {
        MetricDefinition row = rows.get(name);
        if (row != null) {
            return Optional.of(row);
        }
        return endings.entrySet().stream()
                .filter(ending -> name.endsWith(ending.getKey()))
                .findFirst()
                .flatMap(ending -> named(name.substring(
                                0, name.length() - ending.getKey().length()))
                        .map(base -> base.derived(
                                name,
                                "like " + base.name() + ", " + ending.getValue().words(),
                                ending.getValue().group().orElse(base.group()))));
    }

    /** Endings that names may have, with what they mean. */
    public Map<String, Ending> endings() {
        return endings;
    }

    /** All that the trials of one cell and pairing say by themselves. */
    public List<MetricValue> of(CellTrials trials) {
        boolean ofInversion = trials.pairing().ofInversion();
        return rows.values().stream()
                .map(MetricDefinition::origin)
                .filter(MetricOrigin.OfTrials.class::isInstance)
                .map(MetricOrigin.OfTrials.class::cast)
                .filter(origin -> origin.ofInversion() == ofInversion)
                .flatMap(origin -> origin.metric().of(trials).stream())
                .toList();
    }

    /** Returns the metrics that are told only with the control's trials beside. */
    public List<NetRate> net() {
        return rows.values().stream().flatMap(row -> row.net().stream()).toList();
    }

    /** The names of those that a rule of a gate may speak of. */
    public Set<String> gateable() {
        return rows.values().stream()
                .filter(MetricDefinition::gateable)
                .map(MetricDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of those that no record can tell. */
    public Set<String> notRecorded() {
        return rows.values().stream()
                .filter(row -> row.origin() instanceof MetricOrigin.NotRecorded)
                .map(MetricDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the group in which a report shows a metric; the general table if it is not in this list. */
    public ReportGroup group(String name) {
        return named(name).map(MetricDefinition::group).orElse(ReportGroup.GENERAL);
    }
}
