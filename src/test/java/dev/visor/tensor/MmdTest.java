package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class MmdTest {

    @Test
    void isZeroForEqualSets() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray set = compute.manager().create(new float[] {1, 2, 3, 40, 50, 60}, new Shape(2, 3, 1, 1));

            assertThat(Mmd.between(set, set).getFloat()).isCloseTo(0, within(1e-5f));
        }
    }

    /** With one image each, k(x, x) = k(y, y) = 19, and the cost is 38 - 2 k(x, y). */
    @Test
    void ofTwoSingleImagesFollowsFromTheirDistanceAlone() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray x = compute.manager().create(new float[] {0, 0, 0}, new Shape(1, 3, 1, 1));
            NDArray y = compute.manager().create(new float[] {3, 4, 0}, new Shape(1, 3, 1, 1));
            double kernel = 0;
            for (double s : new double[] {
                1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 5, 10, 15, 20, 25, 30, 35, 100, 1e3, 1e4, 1e5, 1e6
            }) {
                kernel += Math.exp(-25 / (2 * s));
            }

            assertThat((double) Mmd.between(x, y).getFloat()).isCloseTo(38 - 2 * kernel, within(1e-4));
        }
    }
}
