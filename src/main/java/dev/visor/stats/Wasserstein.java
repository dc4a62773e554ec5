package dev.visor.stats;

import java.util.Arrays;

/** The Wasserstein distance of order 1 between two samples on a line: how far a value has to be moved in the mean to turn one into the other. */
public final class Wasserstein {

    private Wasserstein() {}

    /**
     * Computes the distance: the integral over u, 0 to 1, of the difference between the quantiles of u, which is exact for samples of any sizes.
     *
     * @param some at least one value
     * @param others at least one value
     * @return in the unit of the values, at least 0
     */
    public static double between(float[] some, float[] others) {
        if (some.length == 0 || others.length == 0) {
            throw new IllegalArgumentException(
                    "a distance needs two samples, got %s and %s values".formatted(some.length, others.length));
        }
        float[] xs = some.clone();
        float[] ys = others.clone();
        Arrays.sort(xs);
        Arrays.sort(ys);
        double sum = 0;
        // In units of 1 / (n m), of which a value of the one sample has m, and of the other n.
        long at = 0;
        long end = (long) xs.length * ys.length;
        while (at < end) {
            int i = (int) (at / ys.length);
            int j = (int) (at / xs.length);
            long next = Math.min((i + 1L) * ys.length, (j + 1L) * xs.length);
            sum += (next - at) * Math.abs((double) xs[i] - ys[j]);
            at = next;
        }
        return sum / end;
    }
}
