package dev.visor.service.policy;

import java.time.Duration;

/** Waits; handed in, so that tests need not. */
@FunctionalInterface
public interface Pause {

    void of(Duration time);

    /** Sleeps; an interrupt ends it, and is kept for the caller. */
    static Pause sleeping() {
        return time -> {
            try {
                Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
