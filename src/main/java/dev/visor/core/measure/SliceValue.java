package dev.visor.core.measure;

import java.util.Optional;

/**
 * A rate of one group of photos: a row of {@code slice_metrics.csv}.
 *
 * @param value with its 95 % intervals, as those of the group were all
 * @param column what groups are told apart by
 * @param compared how many groups were large enough to be called the worst
 * @param worst if the group is the worst of these: its interval, which allows for having been picked; otherwise empty
 */
public record SliceValue(MetricValue value, String column, String group, int compared, Optional<Interval> worst) {}
