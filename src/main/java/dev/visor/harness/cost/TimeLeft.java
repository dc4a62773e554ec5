package dev.visor.harness.cost;

import dev.visor.harness.cost.WorkPlan.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The time that a run still needs: what is expected of the parts to come, corrected by how long those so far took beside what was expected
 * of them.
 *
 * <p>A part of which nothing was ever measured is taken for the mean of those that this run has done. One that went by in less than a tenth of
 * its time was stored, and corrects nothing.
 */
public final class TimeLeft {

    private static final double STORED = .1;

    /** A part that is over. */
    private record Done(Optional<Double> expected, double took) {

        /** Whether it was computed, and not only read. */
        boolean tells() {
            return took >= STORED * expected.orElse(1.);
        }
    }

    private final List<Part> parts;
    private final List<Done> done = new ArrayList<>();

    /** Seconds at which the part that is under way began. */
    private double begun;

    /** @param plan of the run; an empty one if nothing can be said */
    public TimeLeft(WorkPlan plan) {
        this.parts = plan.parts();
    }

    /**
     * Hears how many cells are judged: a part is over with the last of its own.
     *
     * @param cells of the whole run
     * @param seconds since the run began
     */
    public void judged(long cells, double seconds) {
        long upTo = 0;
        for (int i = 0; i < parts.size(); i++) {
            upTo += parts.get(i).cells();
            if (i == done.size() && upTo <= cells) {
                done.add(new Done(parts.get(i).seconds(), seconds - begun));
                begun = seconds;
            }
        }
    }

    /**
     * Returns the seconds until the run is over; empty if nothing tells how long a part takes.
     *
     * @param seconds since the run began
     */
    public Optional<Double> left(double seconds) {
        double pace = pace();
        double left = 0;
        for (int i = done.size(); i < parts.size(); i++) {
            Optional<Double> part =
                    parts.get(i).seconds().map(expected -> expected * pace).or(this::usual);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            left += i == done.size() ? Math.max(0, part.get() - (seconds - begun)) : part.get();
        }
        return left > 0 ? Optional.of(left) : Optional.empty();
    }

    private double pace() {
        double expected = 0;
        double took = 0;
        for (Done part : done) {
            if (part.expected().isPresent() && part.tells()) {
                expected += part.expected().get();
                took += part.took();
            }
        }
        return expected > 0 ? took / expected : 1;
    }

    private Optional<Double> usual() {
        double[] took =
                done.stream().filter(Done::tells).mapToDouble(Done::took).toArray();
        return took.length == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(took).average().orElseThrow());
    }
}
