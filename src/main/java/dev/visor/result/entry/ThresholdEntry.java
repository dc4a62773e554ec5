package dev.visor.result.entry;

import dev.visor.core.measure.Threshold;

/** A recognizer's threshold with what was asked, what was reached, and on how many impostor pairs. */
public record ThresholdEntry(
        String recognizer,
        String id,
        double far,
        double similarity,
        double reached,
        double reachedLow,
        double reachedHigh,
        int impostors,
        String pairsDigest) {

    public static ThresholdEntry of(String recognizer, Threshold threshold) {
        return new ThresholdEntry(
                recognizer,
                threshold.id(),
                threshold.far().rate(),
                threshold.similarity(),
                threshold.reached(),
                threshold.reachedInterval().low(),
                threshold.reachedInterval().high(),
                threshold.impostors(),
                threshold.pairs().hex());
    }
}
