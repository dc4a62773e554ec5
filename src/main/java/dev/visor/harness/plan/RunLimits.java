package dev.visor.harness.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of what a run may take of its machine; no number depends on them.
 *
 * @param batch the time that a defense has for each batch; one that takes longer ends the run
 * @param memory bytes that the process should hold at most; empty if it may hold what it likes
 */
public record RunLimits(Duration batch, Optional<Long> memory) {

    /** A batch of the costliest entry takes minutes on two cores. */
    public static final RunLimits USUAL = new RunLimits(Duration.ofMinutes(30), Optional.empty());
}
