package dev.visor.stats;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The accountant of DP-SGD: bounds what a training with clipped gradients and Gaussian noise tells of any one of its photos.
 *
 * <p>The Renyi divergence of the sampled Gaussian mechanism (Mironov, Talwar and Zhang, "Renyi differential privacy of the sampled
 * Gaussian mechanism", 2019, Section 3.3; the moments accountant of Abadi et al., CCS 2016, in other words) adds up over the steps, and turns
 * into (epsilon, delta) by Mironov, "Renyi differential privacy", CSF 2017, Proposition 3. Tighter conversions have been found since; the
 * figures that are published with DP-SGD mostly use this one, and it errs to the safe side.
 *
 * <p>It holds for neighbors that differ by one photo more or less, where each photo is in a step with the same chance, independently.
 */
public final class RenyiAccountant {

    /** Orders of the divergence that are tried, as in the code published with DP-SGD: 1.1 to 10.9, and 12 to 63. */
    private static final double[] ORDERS = DoubleStream.concat(
                    IntStream.range(1, 100).mapToDouble(i -> 1 + i / 10.),
                    IntStream.range(12, 64).mapToDouble(i -> i))
            .toArray();

    /** The integrand is negligible this many standard deviations beyond its peaks. */
    private static final double REACH = 12;

    /** Points of the integral for each length over which its integrand changes: the trapezoidal rule is then exact to rounding. */
    private static final int POINTS = 16;

    private RenyiAccountant() {}

    /**
     * The least epsilon that is known to hold.
     *
     * @param samplingRate chance of a photo to be in a step, [0, 1]
     * @param noise standard deviation of the noise on a step's sum, in units of the clipping length; at least 0
     * @param steps of the whole training, at least 0
     * @param delta chance with which epsilon may be exceeded, (0, 1)
     * @return at least 0; infinite without noise
     */
    public static double epsilon(double samplingRate, double noise, int steps, double delta) {
        if (!(samplingRate >= 0 && samplingRate <= 1)) {
            throw new IllegalArgumentException("the sampling rate must lie in [0, 1], got " + samplingRate);
        }
        if (!(noise >= 0) || steps < 0) {
            throw new IllegalArgumentException(
                    "noise and steps must be at least 0, got %s and %d".formatted(noise, steps));
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must lie in (0, 1), got " + delta);
        }
        if (samplingRate == 0 || steps == 0) {
            return 0;
        }
        if (noise == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double least = Double.POSITIVE_INFINITY;
        for (double order : ORDERS) {
            double divergence = steps * divergence(samplingRate, noise, order);
            least = Math.min(least, divergence - StrictMath.log(delta) / (order - 1));
        }
        return Math.max(0, least);
    }

    /** The Renyi divergence of one step, of an order above 1: log(A) / (order - 1). */
    static double divergence(double samplingRate, double noise, double order) {
        if (samplingRate == 1) {
            return order / (2 * noise * noise);
        }
        return Math.max(0, logMoment(samplingRate, noise, order)) / (order - 1);
    }

    /**
     * The logarithm of A = E[(1 - q + q exp((2 z - 1) / (2 s^2)))^order], z normal with deviation s: the paper's Eq. 6, as the integral
     * that it is. Logarithms throughout, for the power leaves the range of doubles.
     */
    private static double logMoment(double q, double s, double order) {
        double step = Math.min(s, s * s) / POINTS;
        double from = -REACH * s;
        int points = (int) Math.ceil((order + 2 * REACH * s) / step) + 1;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < points; i++) {
            double z = from + i * step;
            double ratio = logSum(StrictMath.log1p(-q), StrictMath.log(q) + (2 * z - 1) / (2 * s * s));
            double value = order * ratio - z * z / (2 * s * s);
            if (value > most) {
                sum = sum * StrictMath.exp(most - value) + 1;
                most = value;
            } else {
                sum += StrictMath.exp(value - most);
            }
        }
        return most + StrictMath.log(sum * step / s) - StrictMath.log(2 * Math.PI) / 2;
    }

    /** log(exp(a) + exp(b)). */
    private static double logSum(double a, double b) {
        return Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
    }
}
