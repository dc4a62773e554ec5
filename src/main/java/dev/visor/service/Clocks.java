package dev.visor.service;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Two times: the wall's, which somebody may set back or on, for what is written down, and one that only goes on, for what is metered.
 *
 * @param wall the time of day
 * @param nanos nanoseconds since any moment; never less than before
 */
public record Clocks(Clock wall, LongSupplier nanos) {

    /** Returns the time since {@link #nanos} said that. */
    public Duration since(long then) {
        return Duration.ofNanos(nanos.getAsLong() - then);
    }
}
