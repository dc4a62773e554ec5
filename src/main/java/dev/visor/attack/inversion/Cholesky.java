package dev.visor.attack.inversion;

/** The factor of a positive definite matrix, by which equations are solved; in double precision. */
final class Cholesky {

    private final double[][] lower;

    /**
     * @param matrix symmetric; left as it is
     * @param ridge share of its mean diagonal that is added to the diagonal, so that what no equation tells becomes 0
     */
    Cholesky(double[][] matrix, double ridge) {
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
    double[] solve(double[] right) {
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

    /** A row of the inverse. */
    double[] inverseRow(int row) {
        double[] unit = new double[lower.length];
        unit[row] = 1;
        return solve(unit);
    }
}
