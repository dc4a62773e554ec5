package dev.visor.stats;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The difference of two means that were measured on the same trials, by drawing whole subjects again.
 *
 * <p>Davison and Hinkley, "Bootstrap Methods and their Application", 1997, sections 3.8 and 5.2. The decision between claims uses
 * the bootstrap's standard error with Student's t of (subjects - 1) degrees: percentiles of a few subjects are too narrow, and
 * cannot tell a p-value below one over the number of draws.
 *
 * @param estimate mean of the second less mean of the first
 * @param percentiles the middle 95 % of the draws
 * @param standardError of the estimate; 0 if all subjects agree
 * @param subjects how many were drawn from
 */
public record PairedBootstrap(double estimate, Interval percentiles, double standardError, int subjects)
        implements StudentDifference {

    private static final double TAIL = .025;

    /** Number below which nothing is claimed. */
    private static final int FEWEST = 3;

    /**
     * Draws subjects, each with all that was measured on it.
     *
     * @param first sums of the first measurement's values of each subject, in an order that is the same in every run
     * @param second likewise of the second measurement
     * @param counts of the values of each subject, each above 0
     */
    public static PairedBootstrap of(double[] first, double[] second, double[] counts, Seed seed) {
        if (first.length != second.length || first.length != counts.length || first.length == 0) {
            throw new IllegalArgumentException("paired values come in twos, got %d and %d of %d subjects"
                    .formatted(first.length, second.length, counts.length));
        }
        RandomGenerator random = seed.generator();
        double[] draws = new double[ClusterBootstrap.DRAWS];
        for (int draw = 0; draw < draws.length; draw++) {
            double change = 0;
            double count = 0;
            for (int i = 0; i < first.length; i++) {
                int subject = random.nextInt(first.length);
                change += second[subject] - first[subject];
                count += counts[subject];
            }
            draws[draw] = change / count;
        }
        Arrays.sort(draws);
        double all = Arrays.stream(counts).sum();
        return new PairedBootstrap(
                (Arrays.stream(second).sum() - Arrays.stream(first).sum()) / all,
                new Interval(ClusterBootstrap.quantile(draws, TAIL), ClusterBootstrap.quantile(draws, 1 - TAIL)),
                standardError(draws, first.length),
                first.length);
    }

    @Override
    public int samples() {
        return subjects;
    }

    @Override
    public int needed() {
        return FEWEST;
    }

    /** A draw of n subjects spreads as n - 1 of n would. */
    static double standardError(double[] draws, int n) {
        double mean = Arrays.stream(draws).average().orElseThrow();
        double squares = Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).sum();
        double spread = Math.sqrt(squares / (draws.length - 1) * n / Math.max(1, n - 1));
        // What is left of equal draws is rounding.
        return spread < 1e-12 * Math.max(1, Math.abs(mean)) ? 0 : spread;
    }
}
