package dev.visor.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** So many calls a second on average, so many at once after a pause. */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double rate;
    private final double burst;
    private final Clock clock;
    private double tokens;
    private Instant counted;

    /**
     * A full bucket.
     *
     * @param rate tokens a second
     * @param burst the most that it holds, at least 1
     */
    public TokenBucket(double rate, double burst, Clock clock) {
        this.rate = rate;
        this.burst = Math.max(1, burst);
        this.clock = clock;
        this.tokens = this.burst;
        this.counted = clock.instant();
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
        Instant now = clock.instant();
        Duration since = Duration.between(counted, now);
        if (!since.isNegative()) {
            tokens = Math.min(burst, tokens + rate * since.toNanos() / NANOS);
            counted = now;
        }
    }
}
