package dev.visor.harness;

import dev.visor.core.CountedByValue;

/** Hears how far long work has come. */
@CountedByValue("it only tells")
public interface Progress {

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

    /** Something that a person should read. */
    void say(String line);
}
