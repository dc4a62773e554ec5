package dev.visor.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock whose hands are moved by hand. */
public final class HandClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private volatile long elapsed;

    /** Moves on, or back where the time is negative. */
    public synchronized void pass(Duration time) {
        now = now.plus(time);
        elapsed += Math.max(0, time.toNanos());
    }

    /** With a time that goes on as the hands do, and stands still where they are moved back. */
    public Clocks clocks() {
        return new Clocks(this, () -> elapsed);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
