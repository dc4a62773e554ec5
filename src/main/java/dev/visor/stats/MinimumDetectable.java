package dev.visor.stats;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The smallest difference that a study of a given size finds, with the power asked, by a two-sided test at alpha.
 *
 * <p>It is a property of the plan, not of what was found: "no difference" below it means nothing.
 */
public final class MinimumDetectable {

    /** The power that is meant where none is stated. */
    public static final double POWER = .8;

    /** The level that is meant where none is stated. */
    public static final double ALPHA = .05;

    private static final int HALVINGS = 60;

    private MinimumDetectable() {}

    /**
     * Returns how far from {@code rate}, towards one half, a single rate of {@code n} trials must lie to be told from
     * it.
     *
     * <p>Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd edition 2003, section 2.2, without
     * correction for continuity. At 0 and 1 a single trial that turns out otherwise tells them apart, and the answer is exact.
     *
     * @param rate 0..1
     * @return empty if no rate up to the other end is far enough
     */
    public static OptionalDouble ofRate(double rate, double n, double alpha, double power) {
        if (rate == 0 || rate == 1) {
            return OptionalDouble.of(1 - StrictMath.pow(1 - power, 1 / n));
        }
        double z = Normal.exceededBy(alpha / 2) * Math.sqrt(rate * (1 - rate));
        double zPower = Normal.exceededBy(1 - power);
        double sign = rate > .5 ? -1 : 1;
        return smallest(Math.max(rate, 1 - rate), difference -> {
            double other = rate + sign * difference;
            double reach = z + zPower * Math.sqrt(Math.max(0, other * (1 - other)));
            return difference * Math.sqrt(n) - reach;
        });
    }

    /**
     * Returns how far two rates on the same {@code n} trials must lie apart for McNemar's test to find it.
     *
     * <p>Connor, "Sample size for testing differences in proportions for the paired-sample design", Biometrics 1987.
     *
     * @param discordant share of the trials on which the two disagree, 0..1: no difference can be larger
     * @return empty if not even a disagreement that is all on one side would be found
     */
    public static OptionalDouble ofPairs(double discordant, double n, double alpha, double power) {
        double z = Normal.exceededBy(alpha / 2) * Math.sqrt(discordant);
        double zPower = Normal.exceededBy(1 - power);
        return smallest(
                discordant,
                difference -> difference * Math.sqrt(n)
                        - z
                        - zPower * Math.sqrt(Math.max(0, discordant - difference * difference)));
    }

    /** Finds the place where a function that is negative at 0 and rises turns positive, up to {@code most}. */
    private static OptionalDouble smallest(double most, DoubleUnaryOperator surplus) {
        if (most <= 0 || surplus.applyAsDouble(most) < 0) {
            return OptionalDouble.empty();
        }
        double low = 0;
        double high = most;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (surplus.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(high);
    }
}
