package dev.visor.stats;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The degree to which similarities tell pairs of one person from pairs of two.
 *
 * @param accuracy share of pairs that the best threshold tells right; found on the same pairs, so a little optimistic
 * @param correct which pairs that threshold tells right, in their order
 * @param auc chance that a genuine pair is more similar than an impostor pair; half of it where they are equal
 * @param dPrime distance of the two means in deviations (the root of the mean of both variances); 0 if nothing varies. Daugman,
 *     "Biometric decision landscapes", 2000
 */
public record PairSeparation(double accuracy, boolean[] correct, double auc, double dPrime) {

    private static final double TAIL = .025;

    /**
     * Judges similarities.
     *
     * @param genuine whether each pair is of one person; both kinds are there
     */
    public static PairSeparation of(double[] similarities, boolean[] genuine) {
        Integer[] order = order(similarities);
        long positives = count(genuine);
        long negatives = genuine.length - positives;
        // From the most similar on: how many of each kind lie above the threshold.
        long above = 0;
        long wrongAbove = 0;
        double best = negatives;
        double threshold = Double.POSITIVE_INFINITY;
        double ordered = 0;
        for (int i = 0; i < order.length; ) {
            double value = similarities[order[i]];
            long same = 0;
            long other = 0;
            for (; i < order.length && similarities[order[i]] == value; i++) {
                if (genuine[order[i]]) {
                    same++;
                } else {
                    other++;
                }
            }
            ordered += same * (negatives - wrongAbove - other + other / 2.);
            above += same;
            wrongAbove += other;
            if (above + negatives - wrongAbove > best) {
                best = above + negatives - wrongAbove;
                threshold = value;
            }
        }
        boolean[] correct = new boolean[genuine.length];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = similarities[i] >= threshold == genuine[i];
        }
        return new PairSeparation(
                best / genuine.length,
                correct,
                ordered / (positives * (double) negatives),
                dPrime(similarities, genuine, allOf(genuine.length)));
    }

    /**
     * The middle 95 % of how much farther the first similarities lie apart than the second, by d', when pairs are drawn again.
     *
     * @param genuine of the same pairs, in the same order
     */
    public static Interval dPrimeDifference(double[] first, double[] second, boolean[] genuine, Seed seed) {
        RandomGenerator random = seed.generator();
        double[] draws = new double[ClusterBootstrap.DRAWS];
        for (int draw = 0; draw < draws.length; draw++) {
            int[] drawn = drawn(genuine, random);
            draws[draw] = dPrime(first, genuine, drawn) - dPrime(second, genuine, drawn);
        }
        Arrays.sort(draws);
        return new Interval(ClusterBootstrap.quantile(draws, TAIL), ClusterBootstrap.quantile(draws, 1 - TAIL));
    }

    /** Takes as many of each kind as there are. */
    private static int[] drawn(boolean[] genuine, RandomGenerator random) {
        int[] drawn = new int[genuine.length];
        for (int i = 0; i < drawn.length; i++) {
            do {
                drawn[i] = random.nextInt(genuine.length);
            } while (genuine[drawn[i]] != genuine[i]);
        }
        return drawn;
    }

    private static double dPrime(double[] similarities, boolean[] genuine, int[] drawn) {
        double[] count = new double[2];
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i : drawn) {
            int kind = genuine[i] ? 1 : 0;
            count[kind]++;
            sum[kind] += similarities[i];
            squares[kind] += similarities[i] * similarities[i];
        }
        double variance = 0;
        for (int kind = 0; kind < 2; kind++) {
            double mean = sum[kind] / count[kind];
            variance += Math.max(0, squares[kind] / count[kind] - mean * mean) / 2;
        }
        return variance == 0 ? 0 : (sum[1] / count[1] - sum[0] / count[0]) / Math.sqrt(variance);
    }

    private static Integer[] order(double[] similarities) {
        Integer[] order = new Integer[similarities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(similarities[b], similarities[a]));
        return order;
    }

    private static long count(boolean[] genuine) {
        long count = 0;
        for (boolean same : genuine) {
            count += same ? 1 : 0;
        }
        return count;
    }

    private static int[] allOf(int n) {
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
