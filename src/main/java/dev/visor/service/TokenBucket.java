package dev.visor.service;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits calls to so many a second on average, and so many at once after a pause. */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double rate;
    private final double burst;
    private final LongSupplier nanos;
    private double tokens;
    private long counted;

    /**
     * A full bucket.
     *
     * @param rate tokens a second
     * @param burst the most that it holds, at least 1
     * @param nanos a time that only goes on: a wall clock that is set would stop the bucket, or fill it
     */
    public TokenBucket(double rate, double burst, LongSupplier nanos) {
        this.rate = rate;
        this.burst = Math.max(1, burst);
        this.nanos = nanos;
        this.tokens = this.burst;
        this.counted = nanos.getAsLong();
    }

    /** Takes a token if there is one. */
    public synchronized boolean tryTake() {
        refill();
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes a token, one of the future if need be; how long to wait until it is there. */
    public synchronized Duration take() {
        refill();
        tokens--;
        return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-tokens / rate * NANOS));
    }

    private void refill() {
        long now = nanos.getAsLong();
        tokens = Math.min(burst, tokens + rate * (now - counted) / NANOS);
        counted = now;
    }
}
