package dev.visor.stats;

import dev.visor.core.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The ratio of two medians of repeated measurements, such as the speeds of batches, as a difference of logarithms.
 *
 * <p>Both samples are drawn again, each from itself; the middle 68 % of the draws are two standard errors wide, which are used
 * with Student's t of (the smaller sample - 1) degrees. Neither the medians nor the middle notice the batch that met a busy
 * machine.
 *
 * @param estimate logarithm of the second median less that of the first
 * @param fewest size of the smaller sample
 */
public record MedianRatio(double estimate, double standardError, int fewest) implements StudentDifference {

    /** Number of samples below which nothing is claimed. */
    public static final int NEEDED = 5;

    /** The share of a normal distribution that lies more than one standard error below its mean. */
    private static final double ONE_ERROR = .158655;

    /** @param first values above 0; likewise {@code second} */
    public static MedianRatio of(double[] first, double[] second, Seed seed) {
        RandomGenerator random = seed.generator();
        double[] draws = new double[ClusterBootstrap.DRAWS];
        for (int draw = 0; draw < draws.length; draw++) {
            draws[draw] = StrictMath.log(median(drawn(second, random)) / median(drawn(first, random)));
        }
        Arrays.sort(draws);
        int fewest = Math.min(first.length, second.length);
        double spread =
                (ClusterBootstrap.quantile(draws, 1 - ONE_ERROR) - ClusterBootstrap.quantile(draws, ONE_ERROR)) / 2;
        return new MedianRatio(
                StrictMath.log(median(second) / median(first)),
                spread * Math.sqrt(fewest / Math.max(1., fewest - 1.)),
                fewest);
    }

    /** The second median divided by the first. */
    public double ratio() {
        return StrictMath.exp(estimate);
    }

    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ClusterBootstrap.quantile(sorted, .5);
    }

    @Override
    public int samples() {
        return fewest;
    }

    @Override
    public int needed() {
        return NEEDED;
    }

    private static double[] drawn(double[] values, RandomGenerator random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }
}
