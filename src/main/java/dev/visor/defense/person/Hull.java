package dev.visor.defense.person;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The region that a person's embeddings span, and the point of it nearest to an embedding.
 *
 * <p>Zhong and Deng, "OPOM: Customized Invisible Cloak towards Face Privacy Protection", TPAMI 2022, section 3.3.
 */
enum Hull {
    /** The mean embedding alone. */
    CENTER,
    /** Combinations with coefficients that sum to one. */
    AFFINE,
    /** Combinations with coefficients of at least 0 that sum to one. */
    CONVEX;

    /** A coefficient below counts as 0; the nearest point is taken to be found where no corner gains more. */
    private static final double TINY = 1e-12;

    /**
     * Returns the coefficients of the nearest point: least squares.
     *
     * @param corners the person's embeddings, n of d values
     * @param point of d values
     * @return n coefficients that sum to one
     */
    double[] nearest(double[][] corners, double[] point) {
        double[][] products = products(corners, point);
        return switch (this) {
            case CENTER -> even(corners.length);
            case AFFINE -> smallest(products, all(corners.length));
            case CONVEX -> wolfe(products);
        };
    }

    /** Inner products of the corners as seen from the point: the nearest point has the smallest v' P v. */
    private static double[][] products(double[][] corners, double[] point) {
        int n = corners.length;
        double[][] products = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < point.length; k++) {
                    sum += (corners[i][k] - point[k]) * (corners[j][k] - point[k]);
                }
                products[i][j] = sum;
                products[j][i] = sum;
            }
        }
        return products;
    }

    private static double[] even(int n) {
        double[] coefficients = new double[n];
        Arrays.fill(coefficients, 1. / n);
        return coefficients;
    }

    private static List<Integer> all(int n) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(i);
        }
        return all;
    }

    /** Returns the coefficients of those corners, the others 0, that sum to one and make v' P v smallest: its Lagrange system. */
    private static double[] smallest(double[][] products, List<Integer> corners) {
        int m = corners.size();
        double[][] system = new double[m + 1][m + 1];
        double[] right = new double[m + 1];
        right[m] = 1;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                system[i][j] = products[corners.get(i)][corners.get(j)];
            }
            system[i][m] = 1;
            system[m][i] = 1;
        }
        // Photos that are alike make it singular: of all solutions the shortest, then.
        double[] solved = new SingularValueDecomposition(new Array2DRowRealMatrix(system, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        double[] coefficients = new double[products.length];
        for (int i = 0; i < m; i++) {
            coefficients[corners.get(i)] = solved[i];
        }
        return coefficients;
    }

    /** Finds the nearest point of a polytope exactly: Wolfe, "Finding the nearest point in a polytope", Math. Programming 1976. */
    private static double[] wolfe(double[][] products) {
        int n = products.length;
        int first = 0;
        for (int i = 1; i < n; i++) {
            first = products[i][i] < products[first][first] ? i : first;
        }
        List<Integer> corral = new ArrayList<>(List.of(first));
        double[] w = new double[n];
        w[first] = 1;
        while (true) {
            double[] slopes = times(products, w);
            int steepest = 0;
            for (int i = 1; i < n; i++) {
                steepest = slopes[i] < slopes[steepest] ? i : steepest;
            }
            double here = 0;
            for (int i = 0; i < n; i++) {
                here += w[i] * slopes[i];
            }
            if (corral.contains(steepest) || slopes[steepest] >= here - TINY) {
                return w;
            }
            corral.add(steepest);
            w = within(products, corral, w);
        }
    }

    /** Moves to the smallest point over the corral, and drops whatever corner keeps it from being inside. */
    private static double[] within(double[][] products, List<Integer> corral, double[] from) {
        double[] w = from;
        while (true) {
            double[] goal = smallest(products, corral);
            double share = 1;
            for (int i : corral) {
                if (goal[i] < TINY) {
                    share = Math.min(share, w[i] / Math.max(TINY, w[i] - goal[i]));
                }
            }
            double[] moved = new double[w.length];
            for (int i : corral) {
                moved[i] = (1 - share) * w[i] + share * goal[i];
            }
            if (share == 1) {
                return moved;
            }
            int least = corral.get(0);
            for (int i : corral) {
                least = moved[i] < moved[least] ? i : least;
            }
            moved[least] = 0;
            corral.remove(Integer.valueOf(least));
            w = moved;
        }
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }
}
