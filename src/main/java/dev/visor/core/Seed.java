package dev.visor.core;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness with a name: every generator is derived from the run's seed and what it is for, never from order. */
public record Seed(long value) {

    public Seed derive(String purpose) {
        return new Seed(
                Long.parseUnsignedLong(Digest.of(value + "/" + purpose).hex().substring(0, 16), 16));
    }

    public RandomGenerator generator() {
        return new SplittableRandom(value);
    }
}
