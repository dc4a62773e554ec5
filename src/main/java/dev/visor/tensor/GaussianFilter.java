package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A separable Gaussian as two matrix products: rows times image times columns. */
final class GaussianFilter {

    private GaussianFilter() {}

    /** Weights at -radius..radius that sum to one. */
    static double[] weights(int radius, double sigma) {
        double[] w = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            w[i] = StrictMath.exp(-(i - radius) * (double) (i - radius) / (2 * sigma * sigma));
            sum += w[i];
        }
        for (int i = 0; i < w.length; i++) {
            w[i] /= sum;
        }
        return w;
    }

    /** [size - 2 radius, size]: only where the whole window fits. */
    static NDArray valid(NDManager manager, int size, int radius, double sigma) {
        double[] w = weights(radius, sigma);
        int rows = size - 2 * radius;
        float[] matrix = new float[rows * size];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < w.length; k++) {
                matrix[r * size + r + k] = (float) w[k];
            }
        }
        return manager.create(matrix, new Shape(rows, size));
    }

    /** [size, size]: beyond the border the image is mirrored. */
    static NDArray mirrored(NDManager manager, int size, int radius, double sigma) {
        double[] w = weights(radius, sigma);
        float[] matrix = new float[size * size];
        for (int r = 0; r < size; r++) {
            for (int k = 0; k < w.length; k++) {
                matrix[r * size + mirror(r + k - radius, size)] += (float) w[k];
            }
        }
        return manager.create(matrix, new Shape(size, size));
    }

    private static int mirror(int i, int size) {
        int period = 2 * size;
        int p = Math.floorMod(i, period);
        return p < size ? p : period - 1 - p;
    }
}
