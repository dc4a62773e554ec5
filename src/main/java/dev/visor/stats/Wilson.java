package dev.visor.stats;

import dev.visor.core.measure.Interval;

/**
 * The 95 % score interval of a rate: right for small counts and at 0 and 1, where mean plus or minus two errors is not.
 *
 * <p>Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927. It takes trials for
 * independent; where one subject has several, see {@link ClusterBootstrap}.
 */
public final class Wilson {

    /** The normal quantile of 0.975. */
    static final double Z = 1.959963984540054;

    private Wilson() {}

    /** @throws IllegalArgumentException unless {@code 0 <= successes <= n} and {@code n > 0} */
    public static Interval interval(long successes, long n) {
        return interval(successes, n, Z);
    }

    /**
     * The interval of another confidence, of counts that need not be whole, such as those that are divided by a design effect.
     *
     * @param confidence in (0, 1)
     */
    public static Interval interval(double successes, double n, Confidence confidence) {
        return interval(successes, n, Normal.exceededBy((1 - confidence.level()) / 2));
    }

    /** A share of intervals, in (0, 1), that hold the truth. */
    public record Confidence(double level) {

        public Confidence {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("a confidence lies between 0 and 1, got " + level);
            }
        }
    }

    private static Interval interval(double successes, double n, double z) {
        if (!(n > 0) || successes < 0 || successes > n) {
            throw new IllegalArgumentException("a rate is made of 0..n successes, got " + successes + " of " + n);
        }
        double rate = successes / n;
        double shrink = 1 + z * z / n;
        double center = (rate + z * z / (2. * n)) / shrink;
        double half = z * Math.sqrt(rate * (1 - rate) / n + z * z / (4. * n * n)) / shrink;
        // At 0 and n the ends are exactly 0 and 1; floating point may miss them by a hair.
        double low = successes == 0 ? 0 : Math.max(0, center - half);
        double high = successes == n ? 1 : Math.min(1, center + half);
        return new Interval(low, high);
    }
}
