package dev.visor.harness.protection;

import java.util.random.RandomGenerator;

/** Passes a generator's numbers on, the very same ones, and remembers whether any was asked for. */
public final class WatchedRandom implements RandomGenerator {

    private final RandomGenerator source;
    private boolean drew;

    WatchedRandom(RandomGenerator source) {
        this.source = source;
    }

    /** Whether the numbers mattered. */
    boolean drew() {
        return drew;
    }

    @Override
    public long nextLong() {
        drew = true;
        return source.nextLong();
    }

    // These three a generator may make otherwise than from longs; all others are made from these.

    @Override
    public int nextInt() {
        drew = true;
        return source.nextInt();
    }

    @Override
    public boolean nextBoolean() {
        drew = true;
        return source.nextBoolean();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        drew = true;
        source.nextBytes(bytes);
    }
}
