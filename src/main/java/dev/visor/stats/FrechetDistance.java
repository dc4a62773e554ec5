package dev.visor.stats;

/**
 * The squared Frechet distance of two sets of points, each taken for a normal distribution: |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)).
 *
 * <p>Dowson and Landau (1982); over features of images it is the FID of Heusel et al. (2017). Covariances have the divisor n - 1.
 */
public final class FrechetDistance {

    private static final int MOST_SWEEPS = 60;

    private FrechetDistance() {}

    /**
     * The distance.
     *
     * @param one a point a row, at least 2
     * @param other likewise, of the same dimension
     * @return at least 0, but for rounding
     */
    public static double between(double[][] one, double[][] other) {
        double[] firstMean = mean(one);
        double[] secondMean = mean(other);
        double[][] first = covariance(one, firstMean);
        double[][] second = covariance(other, secondMean);
        double distance = 0;
        for (int i = 0; i < firstMean.length; i++) {
            double apart = firstMean[i] - secondMean[i];
            distance += apart * apart + first[i][i] + second[i][i];
        }
        // (C1 C2)^(1/2) has the trace of (C1^(1/2) C2 C1^(1/2))^(1/2), which is symmetric.
        double[][] root = root(first);
        for (double value : values(product(product(root, second), root), identity(firstMean.length))) {
            distance -= 2 * Math.sqrt(Math.max(0, value));
        }
        return distance;
    }

    private static double[] mean(double[][] points) {
        double[] mean = new double[points[0].length];
        for (double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += point[i] / points.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(double[][] points, double[] mean) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        for (double[] point : points) {
            for (int i = 0; i < d; i++) {
                double off = point[i] - mean[i];
                for (int k = 0; k <= i; k++) {
                    covariance[i][k] += off * (point[k] - mean[k]) / (points.length - 1);
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int k = i + 1; k < d; k++) {
                covariance[i][k] = covariance[k][i];
            }
        }
        return covariance;
    }

    private static double[][] root(double[][] symmetric) {
        int d = symmetric.length;
        double[][] vectors = identity(d);
        double[] values = values(symmetric, vectors);
        double[][] scaled = new double[d][d];
        double[][] turned = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                scaled[i][k] = vectors[i][k] * Math.sqrt(Math.max(0, values[k]));
                turned[k][i] = vectors[i][k];
            }
        }
        return product(scaled, turned);
    }

    /**
     * Eigenvalues by Jacobi's rotations, row by row.
     *
     * @param vectors an identity; becomes the eigenvectors, one a column
     */
    private static double[] values(double[][] symmetric, double[][] vectors) {
        int d = symmetric.length;
        double[][] a = new double[d][];
        double total = 0;
        for (int i = 0; i < d; i++) {
            a[i] = symmetric[i].clone();
            for (double value : a[i]) {
                total += value * value;
            }
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && off(a) > 1e-22 * total; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        double[] values = new double[d];
        for (int i = 0; i < d; i++) {
            values[i] = a[i][i];
        }
        return values;
    }

    private static double off(double[][] a) {
        double off = 0;
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < i; k++) {
                off += 2 * a[i][k] * a[i][k];
            }
        }
        return off;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int i = 0; i < a.length; i++) {
            double left = a[i][p];
            double right = a[i][q];
            a[i][p] = c * left - s * right;
            a[i][q] = s * left + c * right;
            double leftVector = vectors[i][p];
            vectors[i][p] = c * leftVector - s * vectors[i][q];
            vectors[i][q] = s * leftVector + c * vectors[i][q];
        }
        for (int i = 0; i < a.length; i++) {
            double upper = a[p][i];
            double lower = a[q][i];
            a[p][i] = c * upper - s * lower;
            a[q][i] = s * upper + c * lower;
        }
    }

    private static double[][] product(double[][] one, double[][] other) {
        int d = one.length;
        double[][] product = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                for (int j = 0; j < d; j++) {
                    product[i][j] += one[i][k] * other[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] identity(int d) {
        double[][] identity = new double[d][d];
        for (int i = 0; i < d; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }
}
