package dev.visor.attack.inversion.algebra;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The factor of a positive definite matrix, by which equations are solved; in double precision. */
public final class Cholesky {

    private final double[][] lower;

    /**
     * @param matrix symmetric; left as it is
     * @param ridge share of its mean diagonal that is added to the diagonal, so that what no equation tells becomes 0
     */
    public Cholesky(double[][] matrix, double ridge) {
        int n = matrix.length;
        double diagonal = 0;
        for (int i = 0; i < n; i++) {
            diagonal += matrix[i][i] / n;
        }
        lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j] + (i == j ? ridge * diagonal : 0);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? root(sum) : sum / lower[j][j];
            }
        }
    }

    private static double root(double pivot) {
        if (!(pivot > 0)) {
            throw new IllegalStateException("equations do not determine what is asked: a pivot is " + pivot);
        }
        return Math.sqrt(pivot);
    }

    /** x with matrix x = right. */
    public double[] solve(double[] right) {
        int n = lower.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= lower[i][k] * x[i];
            }
        }
        return x;
    }

    /** Some rows of the inverse: [rows, n]. */
    public NDArray inverse(List<Integer> rows, NDManager memory) {
        int n = lower.length;
        float[] values = new float[rows.size() * n];
        for (int i = 0; i < rows.size(); i++) {
            double[] unit = new double[n];
            unit[rows.get(i)] = 1;
            double[] row = solve(unit);
            for (int j = 0; j < n; j++) {
                values[i * n + j] = (float) row[j];
            }
        }
        return memory.create(values, new Shape(rows.size(), n));
    }
}
