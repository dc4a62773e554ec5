package dev.visor.defense.watermark;

import java.util.random.RandomGenerator;

/**
 * Patterns that start as good carriers of bits: random, smooth, and orthogonal to each other, so that no bit disturbs another.
 *
 * <p>Spread-spectrum watermarks (Cox et al., IEEE TIP 1997) carry bits so without any learning. A network that starts from them has only to
 * learn where they do not show, and what photos, compression and noise put in their way.
 */
final class Carriers {

    private Carriers() {}

    /**
     * Draws carriers.
     *
     * @param side of the patterns, in pixels
     * @return one row of 3 x side x side values for each bit, of unit length
     */
    static float[][] orthogonal(int bits, int side, RandomGenerator random) {
        int size = 3 * side * side;
        if (bits > size) {
            throw new IllegalArgumentException("%d bits do not fit into %d coarse pixels".formatted(bits, size));
        }
        double[][] rows = new double[bits][];
        for (int bit = 0; bit < bits; bit++) {
            double[] row = smooth(side, random);
            for (int other = 0; other < bit; other++) {
                double along = product(row, rows[other]);
                for (int i = 0; i < size; i++) {
                    row[i] -= along * rows[other][i];
                }
            }
            double length = Math.sqrt(product(row, row));
            for (int i = 0; i < size; i++) {
                row[i] /= length;
            }
            rows[bit] = row;
        }
        float[][] carriers = new float[bits][size];
        for (int bit = 0; bit < bits; bit++) {
            for (int i = 0; i < size; i++) {
                carriers[bit][i] = (float) rows[bit][i];
            }
        }
        return carriers;
    }

    /** Draws noise, and averages each value with its neighbors along both axes: weights of 1, 2 and 1. */
    private static double[] smooth(int side, RandomGenerator random) {
        double[] noise = new double[3 * side * side];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        return averaged(averaged(noise, side, 1), side, side);
    }

    /** @param stride between neighbors: 1 along rows, the side along columns */
    private static double[] averaged(double[] values, int side, int stride) {
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = i / stride % side;
            double before = values[place > 0 ? i - stride : i];
            double after = values[place < side - 1 ? i + stride : i];
            smooth[i] = (before + 2 * values[i] + after) / 4;
        }
        return smooth;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
