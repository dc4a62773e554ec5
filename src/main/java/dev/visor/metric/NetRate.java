package dev.visor.metric;

import dev.visor.core.measure.Better;

/**
 * A net rate: the share of a rate's trials that succeed under a defense, less the share that succeed on the very same photos under the control
 * {@code none}.
 *
 * <p>What a recognizer gets wrong without any defense is no defense's merit. Missed faces count as in the rate itself. The control has no net
 * rate.
 */
public record NetRate(RateMetric base) {

    /** The end of the names. */
    public static final String ENDING = "_net";

    /** Unit of a difference of two rates, -1..1. */
    public static final String UNIT = "rate difference";

    public String name() {
        return base.name() + ENDING;
    }

    public Better better() {
        return base.better();
    }
}
