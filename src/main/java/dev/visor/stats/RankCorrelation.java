package dev.visor.stats;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation of two values of the same things, with the 95 % percentile interval of drawing the things again.
 *
 * <p>Equal values have the mean of their ranks. A draw in which all values of one side are equal has no correlation and is left out. Davison
 * and Hinkley, "Bootstrap Methods and their Application", 1997, section 2.4.
 *
 * @param rho in -1..1
 * @param interval empty if fewer than half of the draws have a correlation
 * @param things how many were drawn from
 */
public record RankCorrelation(double rho, Optional<Interval> interval, int things) {

    /** Ends of an interval of 15 things wander by .02 from seed to seed with 2,000 draws, and by half of that with these. */
    private static final int DRAWS = 10_000;

    private static final double TAIL = .025;

    /** Number below which a correlation is -1 or 1, whatever is measured. */
    private static final int FEWEST = 3;

    /**
     * Correlates values that stand at the same places.
     *
     * @return empty for fewer than three things, or if one side has the same value everywhere
     */
    public static Optional<RankCorrelation> of(double[] first, double[] second, Seed seed) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "values come in twos, got %d and %d".formatted(first.length, second.length));
        }
        OptionalDouble rho = first.length < FEWEST ? OptionalDouble.empty() : spearman(first, second);
        return rho.isEmpty()
                ? Optional.empty()
                : Optional.of(new RankCorrelation(rho.getAsDouble(), interval(first, second, seed), first.length));
    }

    private static Optional<Interval> interval(double[] first, double[] second, Seed seed) {
        RandomGenerator random = seed.generator();
        double[] draws = new double[DRAWS];
        int kept = 0;
        for (int draw = 0; draw < draws.length; draw++) {
            double[] a = new double[first.length];
            double[] b = new double[first.length];
            for (int i = 0; i < a.length; i++) {
                int thing = random.nextInt(first.length);
                a[i] = first[thing];
                b[i] = second[thing];
            }
            OptionalDouble rho = spearman(a, b);
            if (rho.isPresent()) {
                draws[kept++] = rho.getAsDouble();
            }
        }
        if (2 * kept < draws.length) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(draws, kept);
        Arrays.sort(sorted);
        return Optional.of(
                new Interval(ClusterBootstrap.quantile(sorted, TAIL), ClusterBootstrap.quantile(sorted, 1 - TAIL)));
    }

    /** Pearson's correlation of the ranks; empty if one side has one value only. */
    private static OptionalDouble spearman(double[] first, double[] second) {
        double[] a = ranks(first);
        double[] b = ranks(second);
        // Ranks, tied or not, have this mean.
        double mean = (a.length + 1) / 2.;
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += (b[i] - mean) * (b[i] - mean);
        }
        return squaresA == 0 || squaresB == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(-1, Math.min(1, both / Math.sqrt(squaresA * squaresB))));
    }

    /** Ranks from 1 upwards; equal values have the mean of theirs. */
    static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.;
            }
            start = end;
        }
        return ranks;
    }
}
