package dev.visor.harness;

import dev.visor.core.CountedByValue;
import java.util.Optional;

/** Hears how far long work has come. */
@CountedByValue("it only tells")
public interface Progress {

    /**
     * A state of a whole run.
     *
     * @param cells judged so far, of {@code allCells}; both 0 before the first
     * @param left seconds until it is over; empty if not known
     * @param memory bytes that the process holds, libtorch's among them; 0 if the system does not say
     */
    record Whole(long cells, long allCells, Optional<Double> left, long memory) {}

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void advance(String stage, long done, long total) {}

        @Override
        public void say(String line) {}
    };

    /**
     * Tells that so much of a stage is done.
     *
     * @param stage in words, such as {@code tip-im-paper on mfn_y1}
     */
    void advance(String stage, long done, long total);

    /** Tells that so many of the cells of the whole plan are judged. */
    default void judged(long cells, long total) {}

    /** Tells how far the whole run has come; heard by whoever shows it. */
    default void whole(Whole whole) {}

    /** Tells a number that the work has come to so far, in a sentence. */
    default void result(String sentence) {}

    /** Something that a person should read. */
    void say(String line);
}
