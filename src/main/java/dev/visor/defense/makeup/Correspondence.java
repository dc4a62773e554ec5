package dev.visor.defense.makeup;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The way in which a reference's features come to the places of a face where they belong. */
public enum Correspondence {
    /**
     * Each cell takes the mean of the reference's cells of the same region, weighted by softmax of the cosine between features over .01. Means over the
     * region are taken off first, so that colors do not decide (Zhang et al., "Cross-domain correspondence learning", CVPR 2020).
     */
    REGIONS,
    /** Every cell with makeup takes the mean of all the reference's cells with makeup: one color for the whole face. */
    NONE;

    private static final double TEMPERATURE = 0.01;

    /**
     * Brings a reference's features to a face.
     *
     * @param own features of the face, channel by channel
     * @param cells regions of the face's cells
     * @param other features of the reference, in as many channels
     * @param others regions of the reference's cells
     * @return like {@code own}; cells of no region, or of one that the reference lacks, keep their own
     */
    float[] warp(float[] own, int[] cells, float[] other, int[] others) {
        float[] warped = own.clone();
        if (this == NONE) {
            int[] ones = Arrays.stream(cells).map(cell -> Math.min(cell, 0)).toArray();
            int[] made = Arrays.stream(others).map(cell -> Math.min(cell, 0)).toArray();
            warp(warped, own, pick(ones, 0), cells.length, other, pick(made, 0), others.length, false);
            return warped;
        }
        int regions = Arrays.stream(cells).max().orElse(MakeupRegions.NONE) + 1;
        for (int region = 0; region < regions; region++) {
            warp(warped, own, pick(cells, region), cells.length, other, pick(others, region), others.length, true);
        }
        return warped;
    }

    private static int[] pick(int[] cells, int region) {
        return IntStream.range(0, cells.length)
                .filter(cell -> cells[cell] == region)
                .toArray();
    }

    private static void warp(
            float[] warped, float[] own, int[] to, int size, float[] other, int[] from, int otherSize, boolean alike) {
        if (to.length == 0 || from.length == 0) {
            return;
        }
        double[][] given = rows(other, from, otherSize);
        double[][] mine = units(rows(own, to, size));
        double[][] theirs = units(rows(other, from, otherSize));
        for (int i = 0; i < to.length; i++) {
            double[] weights = alike ? weights(mine[i], theirs) : even(from.length);
            for (int channel = 0; channel < given[0].length; channel++) {
                double sum = 0;
                for (int j = 0; j < from.length; j++) {
                    sum += weights[j] * given[j][channel];
                }
                warped[channel * size + to[i]] = (float) sum;
            }
        }
    }

    private static double[][] rows(float[] features, int[] cells, int size) {
        double[][] rows = new double[cells.length][features.length / size];
        for (int i = 0; i < cells.length; i++) {
            for (int channel = 0; channel < rows[i].length; channel++) {
                rows[i][channel] = features[channel * size + cells[i]];
            }
        }
        return rows;
    }

    /** Takes the mean row off, and scales each to length 1. */
    private static double[][] units(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += row[k] / rows.length;
            }
        }
        for (double[] row : rows) {
            double square = 0;
            for (int k = 0; k < mean.length; k++) {
                row[k] -= mean[k];
                square += row[k] * row[k];
            }
            for (int k = 0; k < mean.length && square > 0; k++) {
                row[k] /= Math.sqrt(square);
            }
        }
        return rows;
    }

    private static double[] weights(double[] mine, double[][] theirs) {
        double[] weights = new double[theirs.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < weights.length; j++) {
            for (int k = 0; k < mine.length; k++) {
                weights[j] += mine[k] * theirs[j][k];
            }
            most = Math.max(most, weights[j]);
        }
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = StrictMath.exp((weights[j] - most) / TEMPERATURE);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    private static double[] even(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1. / count);
        return weights;
    }
}
