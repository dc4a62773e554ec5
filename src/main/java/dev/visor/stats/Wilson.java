package dev.visor.stats;

import dev.visor.core.Interval;

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
        if (n < 1 || successes < 0 || successes > n) {
            throw new IllegalArgumentException("a rate is made of 0..n successes, got " + successes + " of " + n);
        }
        double rate = successes / (double) n;
        double shrink = 1 + Z * Z / n;
        double center = (rate + Z * Z / (2. * n)) / shrink;
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4. * n * n)) / shrink;
        // At 0 and n the ends are exactly 0 and 1; floating point may miss them by a hair.
        double low = successes == 0 ? 0 : Math.max(0, center - half);
        double high = successes == n ? 1 : Math.min(1, center + half);
        return new Interval(low, high);
    }
}
