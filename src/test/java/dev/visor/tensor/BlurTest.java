package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class BlurTest {

    @Test
    void keepsAFlatImageFlatUpToItsBorders() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray flat = compute.manager().ones(new Shape(1, 3, 9, 7)).mul(80);

            assertThat(Blur.gaussian(flat, 2).min().getFloat()).isCloseTo(80, within(1e-3f));
            assertThat(Blur.gaussian(flat, 2).max().getFloat()).isCloseTo(80, within(1e-3f));
        }
    }

    /** The middle weight of a Gaussian of sigma 1 cut at 3 is 1 / (1 + 2 (e^-.5 + e^-2 + e^-4.5)), squared in the plane. */
    @Test
    void spreadsAPointByTheGaussian() {
        try (Compute compute = Compute.open("cpu")) {
            float[] pixels = new float[11 * 11];
            pixels[5 * 11 + 5] = 100;
            NDArray blurred = Blur.gaussian(compute.manager().create(pixels, new Shape(1, 1, 11, 11)), 1);
            double middle = 1 / (1 + 2 * (Math.exp(-.5) + Math.exp(-2) + Math.exp(-4.5)));

            assertThat((double) blurred.getFloat(0, 0, 5, 5)).isCloseTo(100 * middle * middle, within(1e-3));
            assertThat((double) blurred.getFloat(0, 0, 5, 6))
                    .isCloseTo(100 * middle * middle * Math.exp(-.5), within(1e-3));
        }
    }
}
