package dev.visor.core;

import java.util.Locale;

/**
 * A rule by which a mark that was read names its owner: the one registered codeword nearest to it, if it differs in no more than a radius of bits.
 *
 * <p>Codewords are fair draws, so the bits of a photo without a mark agree with each by chance. The radius is the largest with which the chance
 * that any of the registered people is named so, 1 - (1 - P(X <= radius))^people with X binomial of {@code bits} tries at a half, is no higher than
 * wanted.
 *
 * @param bits of a codeword
 * @param registered people
 * @param radius bits that may differ
 * @param falseOwners the chance that a photo without a mark is taken for somebody's at that radius
 */
public record OwnerRule(int bits, int registered, int radius, double falseOwners) {

    private static final int MOST_BITS = 256;

    /**
     * Chooses the radius.
     *
     * @param most chance of a false owner, (0, 1)
     * @throws IllegalArgumentException if not even an exact match names an owner as surely as that
     */
    public static OwnerRule of(int bits, int registered, double most) {
        if (bits < 1 || bits > MOST_BITS) {
            throw new IllegalArgumentException("bits must lie in 1..%d, got %d".formatted(MOST_BITS, bits));
        }
        if (registered < 1) {
            throw new IllegalArgumentException("registered must be at least 1, got " + registered);
        }
        if (!(most > 0 && most < 1)) {
            throw new IllegalArgumentException("false_owners must lie in (0, 1), got " + most);
        }
        double term = StrictMath.pow(.5, bits);
        double within = 0;
        int radius = -1;
        double chance = 0;
        for (int distance = 0; distance <= bits; distance++) {
            within += term;
            double all = -StrictMath.expm1(registered * StrictMath.log1p(-Math.min(within, 1 - 1e-16)));
            if (all > most) {
                break;
            }
            radius = distance;
            chance = all;
            term *= (bits - distance) / (distance + 1.);
        }
        if (radius < 0) {
            throw new IllegalArgumentException(
                    "bits are too few, %d: an exact match alone would name a false owner among %d people at a rate of %s, and false_owners is %s; take more bits"
                            .formatted(
                                    bits,
                                    registered,
                                    String.format(
                                            Locale.ROOT,
                                            "%.1g",
                                            -StrictMath.expm1(
                                                    registered * StrictMath.log1p(-StrictMath.pow(.5, bits)))),
                                    most));
        }
        return new OwnerRule(bits, registered, radius, chance);
    }

    /** Counts the bits in which two words differ. */
    public static int distance(boolean[] one, boolean[] other) {
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            differing += one[i] == other[i] ? 0 : 1;
        }
        return differing;
    }
}
