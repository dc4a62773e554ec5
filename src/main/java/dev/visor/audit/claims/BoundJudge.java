package dev.visor.audit.claims;

import dev.visor.audit.claims.Judged.Decision;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.Interval;
import dev.visor.stats.Wilson;
import java.util.Locale;

/** Holds a value and its interval against a number. */
final class BoundJudge {

    /** A number of probes above what anybody has. */
    private static final long MOST = 100_000_000;

    private static final double EQUAL = 1e-9;

    private BoundJudge() {}

    /**
     * Judges one value.
     *
     * @param what the value is, for the reader
     * @param rate whether it is a share of {@code n} trials, with Wilson's interval
     */
    static Finding of(String what, double value, Interval interval, long n, boolean rate, Claim.Bound bound) {
        double low = low(bound);
        double high = high(bound);
        Decision decision = interval.high() < low || interval.low() > high
                ? Decision.REFUTED
                : interval.low() >= low && interval.high() <= high ? Decision.SUPPORTED : Decision.UNDECIDED;
        String because = String.format(
                Locale.ROOT,
                "%s %.4g [%.4g, %.4g], n = %d, claimed %s",
                what,
                value,
                interval.low(),
                interval.high(),
                n,
                words(bound));
        long needed = decision == Decision.UNDECIDED ? needed(value, interval, n, rate, low, high) : 0;
        return new Finding(decision, because, needed);
    }

    /** The fewest probes at which the same value's interval no longer holds an end of the bound; 0 if none do. */
    private static long needed(double value, Interval interval, long n, boolean rate, double low, double high) {
        double end = interval.low() < low ? low : high;
        if (Math.abs(value - end) < EQUAL) {
            return 0;
        }
        if (!rate) {
            double half = value > end ? value - interval.low() : interval.high() - value;
            return (long) Math.ceil(n * Math.pow(half / Math.abs(value - end), 2));
        }
        long enough = n;
        while (enough < MOST && holds(value, enough, end)) {
            enough *= 2;
        }
        if (enough >= MOST) {
            return 0;
        }
        long few = enough / 2;
        while (enough - few > 1) {
            long middle = (few + enough) / 2;
            if (holds(value, middle, end)) {
                few = middle;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    private static boolean holds(double rate, long n, double end) {
        Interval interval = Wilson.interval(Math.round(rate * n), n);
        return interval.low() < end && end < interval.high();
    }

    private static double low(Claim.Bound bound) {
        if (bound instanceof Claim.AtLeast least) {
            return least.value();
        }
        return bound instanceof Claim.Within within ? within.low() : Double.NEGATIVE_INFINITY;
    }

    private static double high(Claim.Bound bound) {
        if (bound instanceof Claim.AtMost most) {
            return most.value();
        }
        return bound instanceof Claim.Within within ? within.high() : Double.POSITIVE_INFINITY;
    }

    private static String words(Claim.Bound bound) {
        if (bound instanceof Claim.AtLeast least) {
            return "at least " + least.value();
        }
        if (bound instanceof Claim.AtMost most) {
            return "at most " + most.value();
        }
        Claim.Within within = (Claim.Within) bound;
        return "within " + within.low() + " to " + within.high();
    }
}
