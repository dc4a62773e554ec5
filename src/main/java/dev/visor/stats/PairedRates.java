package dev.visor.stats;

import dev.visor.core.measure.Interval;

/**
 * The difference of two rates that were measured on the same trials.
 *
 * <p>Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design",
 * Statistics in Medicine 1998: a score test, whose variance is the most likely one under the difference that is tested. It is
 * sound at 0 and 1, and where the two never disagree: then the interval is {@code z^2 / (n + z^2)} wide to either side.
 *
 * <p>Trials of one subject rise and fall together. The counts are divided by a design effect, as Rao and Scott do ("A simple
 * method for the analysis of clustered binary data", Biometrics 1992): the variance of the difference over subjects, divided by
 * that over trials. Few disagreements say little about it, so that one imagined subject all of whose trials disagree is added
 * to both, which is ours; where every subject has one trial the design effect is 1 and nothing is changed.
 *
 * @param onlyFirst trials that succeeded the first time only, divided by the design effect
 * @param onlySecond likewise the second time
 * @param trials all of them, divided by the design effect
 * @param designEffect 1 or more
 */
public record PairedRates(double onlyFirst, double onlySecond, double trials, double designEffect)
        implements Difference {

    private static final int HALVINGS = 60;

    public PairedRates {
        if (!(onlyFirst >= 0 && onlySecond >= 0 && trials > 0 && onlyFirst + onlySecond <= trials + 1e-9)) {
            throw new IllegalArgumentException(
                    "disagreements %s and %s are part of the trials, got %s".formatted(onlyFirst, onlySecond, trials));
        }
    }

    /** Every trial of a subject of its own. */
    public static PairedRates of(long onlyFirst, long onlySecond, long trials) {
        return new PairedRates(onlyFirst, onlySecond, trials, 1);
    }

    /**
     * Trials by subject, in an order that is the same in every run.
     *
     * @param onlyFirst of each subject, trials that succeeded the first time only
     * @param trials of each subject, 1 or more
     */
    public static PairedRates ofSubjects(long[] onlyFirst, long[] onlySecond, long[] trials) {
        double first = sum(onlyFirst);
        double second = sum(onlySecond);
        double n = sum(trials);
        double difference = (second - first) / n;
        double overSubjects = 0;
        double overTrials = 0;
        for (int i = 0; i < trials.length; i++) {
            double change = onlySecond[i] - onlyFirst[i] - difference * trials[i];
            overSubjects += change * change;
            overTrials += onlyFirst[i]
                    + onlySecond[i]
                    - 2 * difference * (onlySecond[i] - onlyFirst[i])
                    + difference * difference * trials[i];
        }
        double imagined = n / trials.length;
        double effect = Math.max(1, (overSubjects + imagined * imagined) / (overTrials + imagined));
        return new PairedRates(first / effect, second / effect, n / effect, effect);
    }

    @Override
    public double estimate() {
        return (onlySecond - onlyFirst) / trials;
    }

    @Override
    public Interval interval(double confidence) {
        double z = Normal.exceededBy((1 - confidence) / 2);
        return new Interval(bound(-1, z), bound(1, -z));
    }

    @Override
    public double pAbove(double bound) {
        return Normal.above(score(bound));
    }

    @Override
    public double pBelow(double bound) {
        return Normal.above(-score(bound));
    }

    /**
     * Nam, "Establishing equivalence of two treatments and sample size requirements in matched-pairs design", Biometrics 1997.
     */
    @Override
    public double timesTheData(double bound, double alpha, double power) {
        double distance = Math.abs(estimate() - bound);
        double null0 = variance(bound);
        double alternative = (onlyFirst + onlySecond) / trials - estimate() * estimate();
        double reach = Normal.exceededBy(alpha) * Math.sqrt(null0)
                + Normal.exceededBy(1 - power) * Math.sqrt(Math.max(0, alternative));
        return reach * reach / (distance * distance) / trials;
    }

    /** Returns how many standard errors the difference lies above the bound, if the bound is true. */
    private double score(double bound) {
        double distance = estimate() - bound;
        if (distance == 0) {
            return 0;
        }
        return distance / Math.sqrt(variance(bound) / trials);
    }

    /** Returns the variance of one trial's difference, most likely if its mean is the bound. */
    private double variance(double bound) {
        double linear = -(onlySecond + onlyFirst) + (2 * trials - onlySecond + onlyFirst) * bound;
        double constant = -onlyFirst * bound * (1 - bound);
        double root = Math.sqrt(Math.max(0, linear * linear - 8 * trials * constant));
        double first = Math.max(Math.max(0, -bound), (root - linear) / (4 * trials));
        return Math.max(0, 2 * first + bound * (1 - bound));
    }

    /** Finds the place where the score, which falls with the bound, is {@code z}; the end itself if it is never. */
    private double bound(double end, double z) {
        double near = estimate();
        double far = end;
        if (near == end || (end < 0 ? score(end) < z : score(end) > z)) {
            return end;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (near + far) / 2;
            if (Math.abs(score(middle)) < Math.abs(z)) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return (near + far) / 2;
    }

    private static double sum(long[] values) {
        double sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
