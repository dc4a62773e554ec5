package dev.visor.core.measure;

import dev.visor.core.Digest;

/**
 * The similarity above which a model says "same". Made only by {@code stats.Calibration}.
 *
 * @param far what was asked
 * @param reached the share of the calibration's impostors above it
 * @param reachedInterval Wilson interval of {@code reached}
 * @param impostors how many impostor pairs it was calibrated on
 * @param pairs digest of those pairs' similarities, sorted
 */
public record Threshold(
        double similarity, Far far, double reached, Interval reachedInterval, int impostors, Digest pairs) {

    /** "Same" means above, not at: a threshold may be an impostor's own similarity. */
    public boolean accepts(double candidate) {
        return candidate > similarity;
    }

    /** Names the threshold in the records. */
    public String id() {
        return "far" + far + "-" + pairs.hex().substring(0, 8);
    }
}
