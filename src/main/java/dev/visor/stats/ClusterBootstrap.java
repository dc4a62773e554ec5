package dev.visor.stats;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The 95 % percentile interval of a mean whose values come in clusters: whole subjects are drawn again, not trials.
 *
 * <p>Trials of one subject rise and fall together, so an interval that counts them one by one is too narrow. Davison and
 * Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8; percentiles interpolate linearly.
 */
public final class ClusterBootstrap {

    static final int DRAWS = 2000;

    private static final double TAIL = .025;

    private ClusterBootstrap() {}

    /**
     * The interval of {@code sum(sums) / sum(counts)}.
     *
     * @param sums of the values of each cluster, in an order that is the same in every run
     * @param counts of the values of each cluster, each above 0
     * @return empty for fewer than two clusters, from which nothing can be learned about clusters
     */
    public static Optional<Interval> interval(double[] sums, double[] counts, Seed seed) {
        if (sums.length != counts.length) {
            throw new IllegalArgumentException(sums.length + " sums for " + counts.length + " counts");
        }
        if (sums.length < 2) {
            return Optional.empty();
        }
        if (isEverywhere(0, sums, counts) || isEverywhere(1, sums, counts)) {
            // Whoever is drawn, it is the same.
            return Optional.of(new Interval(sums[0] / counts[0], sums[0] / counts[0]));
        }
        RandomGenerator random = seed.generator();
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            means[draw] = mean(sums, counts, random);
        }
        Arrays.sort(means);
        return Optional.of(new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL)));
    }

    private static boolean isEverywhere(double mean, double[] sums, double[] counts) {
        return IntStream.range(0, sums.length).allMatch(i -> sums[i] == mean * counts[i]);
    }

    private static double mean(double[] sums, double[] counts, RandomGenerator random) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < sums.length; i++) {
            int cluster = random.nextInt(sums.length);
            sum += sums[cluster];
            count += counts[cluster];
        }
        return sum / count;
    }

    static double quantile(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
