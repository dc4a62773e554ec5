package dev.visor.stats;

import dev.visor.core.measure.Interval;

/** The difference of a second measurement from a first one, with its interval. */
public interface Difference {

    /** The second less the first. */
    double estimate();

    /**
     * Returns the interval in which the true difference lies.
     *
     * @param confidence two-sided, in (0, 1): an interval of {@code 1 - 2 alpha} excludes a bound just if a one-sided test at
     *     {@code alpha} does
     */
    Interval interval(double confidence);

    /** One-sided p-value of the claim that the true difference is above the bound. */
    double pAbove(double bound);

    /** One-sided p-value of the claim that the true difference is below the bound. */
    double pBelow(double bound);

    /**
     * Returns the multiple of the data that it would take to decide on which side of the bound the true difference
     * lies, were it what it was estimated to be; infinite if it was estimated to be the bound itself.
     *
     * @param alpha of the one-sided test, in (0, .5)
     * @param power chance of a decision, in (0, 1)
     */
    double timesTheData(double bound, double alpha, double power);
}
