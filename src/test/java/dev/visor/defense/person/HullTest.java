package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HullTest {

    private static final double[][] SEGMENT = {{0, 0, 0}, {2, 0, 0}};

    @Test
    void ofTwoPointsTheNearestHasAClosedForm() {
        assertThat(Hull.CENTER.nearest(SEGMENT, new double[] {9, 9, 9})).containsExactly(.5, .5);
        assertThat(Hull.AFFINE.nearest(SEGMENT, new double[] {3, 1, 0})[1]).isCloseTo(1.5, within(1e-9));
        assertThat(Hull.CONVEX.nearest(SEGMENT, new double[] {3, 1, 0})[1]).isCloseTo(1, within(1e-9));
        assertThat(Hull.CONVEX.nearest(SEGMENT, new double[] {.6, 1, 4})[1]).isCloseTo(.3, within(1e-9));
    }

    @Test
    void photosThatAreAlikeDoNotKeepItFromAnAnswer() {
        double[][] corners = {{1, 0}, {1, 0}, {0, 1}};
        for (Hull hull : Hull.values()) {
            double[] coefficients = hull.nearest(corners, new double[] {2, 2});
            assertThat(DoubleStream.of(coefficients).sum()).isCloseTo(1, within(1e-9));
        }
        assertThat(Hull.CONVEX.nearest(corners, new double[] {2, 2})[2]).isCloseTo(.5, within(1e-9));
    }

    /** Every corner lies beyond the plane through the nearest point, and those that it is made of lie on it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theConvexHullsNearestPointMeetsItsOptimalityConditions(long seed) {
        RandomGenerator random = new Seed(seed).generator();
        double[][] corners = gaussian(10, 32, random);
        double[] point = gaussian(1, 32, random)[0];

        double[] coefficients = Hull.CONVEX.nearest(corners, point);

        assertThat(DoubleStream.of(coefficients).sum()).isCloseTo(1, within(1e-9));
        assertThat(DoubleStream.of(coefficients).min().orElseThrow()).isGreaterThanOrEqualTo(0);
        double[] residual = residual(corners, coefficients, point);
        double here = product(residual, residual);
        for (int i = 0; i < corners.length; i++) {
            double slope = product(residual, minus(corners[i], point));
            assertThat(slope).isGreaterThanOrEqualTo(here - 1e-8);
            if (coefficients[i] > 1e-9) {
                assertThat(slope).isCloseTo(here, within(1e-8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theAffineHullsResidualIsNormalToAllEdges(long seed) {
        RandomGenerator random = new Seed(seed).generator();
        double[][] corners = gaussian(8, 64, random);
        double[] point = gaussian(1, 64, random)[0];

        double[] residual = residual(corners, Hull.AFFINE.nearest(corners, point), point);

        for (double[] corner : corners) {
            assertThat(product(residual, minus(corner, corners[0]))).isCloseTo(0, within(1e-8));
        }
    }

    private static double[][] gaussian(int rows, int columns, RandomGenerator random) {
        double[][] values = new double[rows][columns];
        Arrays.stream(values).forEach(row -> Arrays.setAll(row, i -> random.nextGaussian()));
        return values;
    }

    private static double[] residual(double[][] corners, double[] coefficients, double[] point) {
        double[] residual = new double[point.length];
        for (int k = 0; k < residual.length; k++) {
            for (int i = 0; i < corners.length; i++) {
                residual[k] += coefficients[i] * corners[i][k];
            }
            residual[k] -= point[k];
        }
        return residual;
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        Arrays.setAll(difference, k -> one[k] - other[k]);
        return difference;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }
}
