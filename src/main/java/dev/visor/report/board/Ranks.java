package dev.visor.report.board;

import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Ranks with their doubt: intervals that overlap are ties. */
public final class Ranks {

    private Ranks() {}

    /** Places that a row may have, from 1; both the same where no other row can have it. */
    public record Range(int first, int last) {

        /** {@code 2}, or {@code 1–3} of a tie. */
        public String words() {
            return first == last ? Integer.toString(first) : first + "–" + last;
        }
    }

    /**
     * Returns the range of each row: after all that are surely better, before all that are surely worse.
     *
     * @param intervals one for each row; a row without one may be anywhere
     */
    public static List<Range> of(List<Optional<Interval>> intervals, Better better) {
        return intervals.stream()
                .map(own -> new Range(
                        1 + count(intervals, other -> surely(other, own, better)),
                        intervals.size() - count(intervals, other -> surely(own, other, better))))
                .toList();
    }

    private static int count(List<Optional<Interval>> intervals, Predicate<Optional<Interval>> which) {
        return (int) intervals.stream().filter(which).count();
    }

    /** Whether the whole of one interval is better than all of the other. */
    private static boolean surely(Optional<Interval> one, Optional<Interval> other, Better better) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        return better == Better.HIGHER
                ? one.get().low() > other.get().high()
                : one.get().high() < other.get().low();
    }
}
