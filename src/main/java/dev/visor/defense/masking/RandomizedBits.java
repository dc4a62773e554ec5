package dev.visor.defense.masking;

import java.util.random.RandomGenerator;

/**
 * Randomized response on the bits of bytes: each bit is told as it is with p = e^epsilon / (1 + e^epsilon), and flipped
 * otherwise. Warner, "Randomized Response", JASA 1965.
 *
 * <p>A bit is flipped if 32 drawn bits are below a whole number, which is rounded up: no bit is told more often than
 * its epsilon allows, and the chance of a flip exceeds what it allows by less than 2^-32.
 */
final class RandomizedBits {

    /** Bits of a value. */
    static final int BITS = 8;

    private static final long UNSIGNED = 0xFFFFFFFFL;

    /** Chances of a flip, as parts of 2^32. */
    private final long[] flips;

    private final double[] epsilons;

    /** @param epsilons of each bit, color * 8 + power of two, 0 or above */
    RandomizedBits(double[] epsilons) {
        this.epsilons = epsilons.clone();
        this.flips = new long[epsilons.length];
        for (int i = 0; i < flips.length; i++) {
            flips[i] = (long) Math.ceil(0x1p32 / (1 + StrictMath.exp(epsilons[i])));
        }
    }

    /**
     * Tells a value.
     *
     * @param value 0..255
     * @return 0..255; a bit of it depends on nothing but that bit of the value and its own draw
     */
    int answer(int color, int value, RandomGenerator random) {
        int told = value;
        for (int bit = 0; bit < BITS; bit += 2) {
            long drawn = random.nextLong();
            told ^= flip(color, bit, drawn & UNSIGNED);
            told ^= flip(color, bit + 1, drawn >>> Integer.SIZE);
        }
        return told;
    }

    private int flip(int color, int bit, long drawn) {
        return drawn < flips[color * BITS + bit] ? 1 << bit : 0;
    }

    /** Returns by how much the mean answer about a color rises between 0 and 255, for each unit of the value: 0..1. */
    double slope(int color) {
        double rise = 0;
        for (int bit = 0; bit < BITS; bit++) {
            // p - (1 - p)
            rise += (1 << bit) * StrictMath.tanh(epsilons[color * BITS + bit] / 2);
        }
        return rise / ((1 << BITS) - 1);
    }

    /**
     * Returns the privacy loss that the answers about two values of a color may differ by: the epsilons of the bits
     * that differ.
     */
    double loss(int color, int one, int other) {
        double loss = 0;
        for (int bit = 0; bit < BITS; bit++) {
            loss += ((one ^ other) >> bit & 1) * epsilons[color * BITS + bit];
        }
        return loss;
    }
}
