package dev.visor.metric.inversion;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.stats.RenyiAccountant;
import java.util.Optional;

/**
 * {@code dp_epsilon}: what the published weights tell at most of any one photo that was learned from, of a training with private steps
 * ({@link RenyiAccountant}, for one photo added or removed). Lower is better for the subject.
 */
public final class DpEpsilon {

    public static final String NAME = "dp_epsilon";

    /** The chance of a breach that epsilon is told at; below one over the photos. */
    private static final double DELTA = 1e-3;

    private DpEpsilon() {}

    /**
     * The metric of one training.
     *
     * @param cell in which no attack and no model takes part
     * @param samplingRate chance of a photo to be in a step, [0, 1]
     * @param noise in units of the clipping length
     * @param steps of all epochs together
     * @return empty without noise, as nothing is bounded then
     */
    public static Optional<MetricValue> of(Cell cell, double samplingRate, double noise, int steps) {
        if (noise == 0) {
            return Optional.empty();
        }
        return Optional.of(MetricValue.plain(
                cell,
                Pairing.ASKED_TRAINED,
                NAME,
                RenyiAccountant.epsilon(samplingRate, noise, steps, DELTA),
                steps,
                "epsilon at delta 0.001",
                Better.LOWER));
    }
}
