package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each loss against its definition in plain Java, and its gradient against differences of that. */
class FeatureLossTest {

    private static final int PHOTOS = 4;
    private static final int DIMENSION = 16;
    private static final int ROUND = 9;

    private final double[][] clean = rows(new Seed(1).generator());
    private final double[][] seen = rows(new Seed(2).generator());
    private Compute compute;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @ParameterizedTest
    @EnumSource(FeatureLoss.class)
    void leadsWhereItsDefinitionSays(FeatureLoss loss) {
        NDArray leaf = Gradients.leaf(array(seen));
        NDArray own = array(clean);
        NDArray value = loss.of(leaf, own, own, ROUND);
        if (loss != FeatureLoss.VOLUME) {
            assertThat(value.getDouble()).isCloseTo(defined(loss, seen), within(1e-6));
        }
        double[] gradient = Gradients.of(value, leaf, false).toDoubleArray();

        double step = 1e-6;
        for (int k = 0; k < gradient.length; k += 3) {
            double[][] more = Arrays.stream(seen).map(double[]::clone).toArray(double[][]::new);
            double[][] less = Arrays.stream(seen).map(double[]::clone).toArray(double[][]::new);
            more[k / DIMENSION][k % DIMENSION] += step;
            less[k / DIMENSION][k % DIMENSION] -= step;
            assertThat(gradient[k]).isCloseTo((defined(loss, more) - defined(loss, less)) / (2 * step), within(1e-6));
        }
    }

    /** At a chord of 0 the arc cosine has no slope, and this one stays finite. */
    @Test
    void anglesHaveASlopeEvenWhereNothingDiffers() {
        NDArray leaf = Gradients.leaf(array(clean));

        NDArray loss = FeatureLoss.ANGLE.of(leaf, array(clean), array(clean), 0);

        assertThat(Gradients.of(loss, leaf, false).toDoubleArray())
                .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void theFirstRoundsOfTheConvexHullLeadAwayFromItsCenter() {
        NDArray own = array(clean);
        assertThat(FeatureLoss.CONVEX_HULL.of(array(seen), own, own, 4).getDouble())
                .isCloseTo(defined(FeatureLoss.CENTER, seen), within(1e-6));
    }

    private double defined(FeatureLoss loss, double[][] at) {
        return switch (loss) {
            case ANGLE -> -mean(i -> Math.acos(1 - squared(at[i], clean[i]) / 2));
            case COSINE -> mean(i -> product(at[i], clean[i]));
            case SQUARED_DIFFERENCE -> -mean(i -> squared(at[i], clean[i]) / DIMENSION);
            case ALL_PAIRS -> mean(i -> mean(j -> product(at[i], clean[j])));
            case CENTER -> toHull(Hull.CENTER, at);
            case AFFINE_HULL -> toHull(Hull.AFFINE, at);
            case CONVEX_HULL -> toHull(Hull.CONVEX, at);
            case VOLUME -> {
                double[][] gram = new double[PHOTOS][PHOTOS];
                for (int i = 0; i < PHOTOS; i++) {
                    for (int j = 0; j < PHOTOS; j++) {
                        gram[i][j] = product(at[i], at[j]) + (i == j ? 1e-4 : 0);
                    }
                }
                double determinant = new LUDecomposition(new Array2DRowRealMatrix(gram)).getDeterminant();
                yield mean(i -> product(at[i], clean[i])) - Math.log(determinant + 1e-4);
            }
        };
    }

    /** Hull points move with the embedding here, and the slope is still the same. */
    private double toHull(Hull hull, double[][] at) {
        return -mean(i -> {
            double[] coefficients = hull.nearest(clean, at[i]);
            double[] foot = new double[DIMENSION];
            for (int j = 0; j < PHOTOS; j++) {
                for (int k = 0; k < DIMENSION; k++) {
                    foot[k] += coefficients[j] * clean[j][k];
                }
            }
            return squared(at[i], foot) / DIMENSION;
        });
    }

    private static double mean(IntToDoubleFunction values) {
        return IntStream.range(0, PHOTOS).mapToDouble(values).average().orElseThrow();
    }

    private NDArray array(double[][] values) {
        return compute.manager()
                .create(Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray(), new Shape(PHOTOS, DIMENSION))
                .toType(DataType.FLOAT64, false);
    }

    private static double[][] rows(RandomGenerator random) {
        double[][] rows = new double[PHOTOS][DIMENSION];
        for (double[] row : rows) {
            Arrays.setAll(row, i -> random.nextGaussian());
            double length = Math.sqrt(product(row, row));
            Arrays.setAll(row, i -> row[i] / length);
        }
        return rows;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }

    private static double squared(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += (one[k] - other[k]) * (one[k] - other[k]);
        }
        return sum;
    }
}
