package dev.visor.attack.inversion.algebra;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A small symmetric matrix of doubles. */
public record SymmetricMatrix(double[][] values) {

    /** Sweeps after which Jacobi's method has long converged, quadratically, at a hundred rows. */
    private static final int SWEEPS = 12;

    /** Below this share of the largest, an eigenvalue is rounding. */
    private static final double ROUNDING = 1e-7;

    /** The matrix times a factor. */
    public static SymmetricMatrix of(NDArray matrix, double factor) {
        int n = (int) matrix.getShape().get(0);
        float[] flat = matrix.toFloatArray();
        double[][] values = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i][j] = factor * (flat[i * n + j] + (double) flat[j * n + i]) / 2;
            }
        }
        return new SymmetricMatrix(values);
    }

    /**
     * @param values the largest first
     * @param columns the vectors, in the values' order, each a column
     */
    public record Eigen(double[] values, double[][] columns) {

        public NDArray vectors(NDManager manager) {
            return matrix(columns, manager);
        }
    }

    /** Cyclic Jacobi: Golub and Van Loan, Matrix Computations, section 8.5. */
    public Eigen eigen() {
        int n = values.length;
        double[][] a = new double[n][];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = values[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
                .mapToInt(i -> i)
                .toArray();
        double[][] columns = new double[n][n];
        double[] sorted = new double[n];
        for (int k = 0; k < n; k++) {
            sorted[k] = a[order[k]][order[k]];
            for (int i = 0; i < n; i++) {
                columns[i][k] = v[i][order[k]];
            }
        }
        return new Eigen(sorted, columns);
    }

    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + StrictMath.sqrt(1 + tau * tau));
        double c = 1 / StrictMath.sqrt(1 + t * t);
        double s = t * c;
        for (int i = 0; i < a.length; i++) {
            double left = a[i][p];
            double right = a[i][q];
            a[i][p] = c * left - s * right;
            a[i][q] = s * left + c * right;
        }
        for (int i = 0; i < a.length; i++) {
            double upper = a[p][i];
            double lower = a[q][i];
            a[p][i] = c * upper - s * lower;
            a[q][i] = s * upper + c * lower;
            double first = v[i][p];
            double second = v[i][q];
            v[i][p] = c * first - s * second;
            v[i][q] = s * first + c * second;
        }
    }

    /** V diag(1/sqrt(values)) with the matrix's eigenvectors V: makes columns orthonormal whose inner products the matrix holds. */
    public NDArray inverseRoot(NDManager manager) {
        Eigen eigen = eigen();
        double[][] scaled = new double[values.length][values.length];
        for (int k = 0; k < values.length; k++) {
            double value = Math.max(eigen.values()[k], ROUNDING * eigen.values()[0]);
            for (int i = 0; i < values.length; i++) {
                scaled[i][k] = eigen.columns()[i][k] / StrictMath.sqrt(value);
            }
        }
        return matrix(scaled, manager);
    }

    private static NDArray matrix(double[][] rows, NDManager manager) {
        int n = rows.length;
        float[] flat = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                flat[i * n + j] = (float) rows[i][j];
            }
        }
        return manager.create(flat, new Shape(n, n));
    }
}
