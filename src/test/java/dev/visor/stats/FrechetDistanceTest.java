package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The Frechet distance, against what can be worked out by hand and what NumPy says. */
class FrechetDistanceTest {

    @Test
    void isZeroBetweenPointsAndThemselves() {
        double[][] points = points(20, 4, (row, column) -> Math.sin(row * (column + 1.)));

        assertThat(FrechetDistance.between(points, points)).isCloseTo(0, within(1e-12));
    }

    @Test
    void addsTheDistanceOfTheMeansAndOfTheSpreads() {
        double[][] one = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        double[][] other = {{5, 0}, {1, 0}, {3, 2}, {3, -2}};

        // Means 3 apart; variances 2/3 and 8/3 along each of two axes: 9 + 2 (sqrt(8/3) - sqrt(2/3))^2
        assertThat(FrechetDistance.between(one, other)).isCloseTo(9 + 2 * 2. / 3, within(1e-12));
    }

    @Test
    void ofSpreadsThatAreTurnedAgainstEachOtherItIsNumPys() {
        double[][] one = points(50, 5, (row, column) -> Math.sin(row * (column + 1.)));
        double[][] other =
                points(60, 5, (row, column) -> Math.cos(row * (column + 2.)) * (column + 1) / 3 + .1 * column);

        // numpy 1.24, by the eigenvalues of the product of numpy.cov of both
        assertThat(FrechetDistance.between(one, other)).isCloseTo(0.8588809605738961, within(1e-12));
    }

    @Test
    void ofFewerPointsThanDimensionsItIsNumPysToo() {
        double[][] one = points(4, 8, (row, column) -> Math.sin(row * (column + 1.)));
        double[][] other = points(5, 8, (row, column) -> Math.cos(row * (column + 2.)));

        assertThat(FrechetDistance.between(one, other)).isCloseTo(4.640095279243989, within(1e-7));
    }

    private interface Cell {
        double at(int row, int column);
    }

    private static double[][] points(int rows, int columns, Cell cell) {
        double[][] points = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            int of = row;
            IntToDoubleFunction value = column -> cell.at(of, column);
            java.util.Arrays.setAll(points[row], value);
        }
        return points;
    }
}
