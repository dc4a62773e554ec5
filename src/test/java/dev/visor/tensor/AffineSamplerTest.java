package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AffineSamplerTest {

    private static final Offset<Float> CLOSE = within(1e-4f);

    @Test
    void theIdentityChangesNothing() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray image = ramp(compute);

            assertThat(AffineSampler.sample(image, new double[][] {{1, 0, 0, 0, 1, 0}})
                            .toFloatArray())
                    .containsExactly(image.toFloatArray(), CLOSE);
        }
    }

    /** Two thirds of the width -1..1 is one pixel of three: what comes from outside is black. */
    @Test
    void aShiftByOnePixelReadsTheNeighbor() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray shifted = AffineSampler.sample(ramp(compute), new double[][] {{1, 0, 2 / 3., 0, 1, 0}});

            assertThat(shifted.toFloatArray()).containsExactly(new float[] {2, 3, 0, 5, 6, 0}, CLOSE);
        }
    }

    @Test
    void halfwayIsTheMeanAndAPixelThatTouchesTheOutsideIsBlack() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray shifted = AffineSampler.sample(ramp(compute), new double[][] {{1, 0, 1 / 3., 0, 1, 0}});

            assertThat(shifted.toFloatArray()).containsExactly(new float[] {1.5f, 2.5f, 0, 4.5f, 5.5f, 0}, CLOSE);
        }
    }

    @Test
    void everyImageHasItsOwnMap() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray two = ramp(compute).repeat(0, 2);
            NDArray sampled = AffineSampler.sample(two, new double[][] {{1, 0, 0, 0, 1, 0}, {-1, 0, 0, 0, 1, 0}});

            assertThat(sampled.toFloatArray()).containsExactly(new float[] {1, 2, 3, 4, 5, 6, 3, 2, 1, 6, 5, 4}, CLOSE);
        }
    }

    /** The map is linear in the image: the gradient of the sum is the weight that each pixel was read with. */
    @Test
    void theGradientIsTheWeightOfEachPixel() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray image = Gradients.leaf(ramp(compute));
            NDArray sum = AffineSampler.sample(image, new double[][] {{1, 0, 1 / 3., 0, 1, 0}})
                    .sum();

            assertThat(Gradients.of(sum, image, false).toFloatArray())
                    .containsExactly(new float[] {.5f, 1, .5f, .5f, 1, .5f}, CLOSE);
        }
    }

    /** One channel, two rows: 1 2 3 and 4 5 6. */
    private static NDArray ramp(Compute compute) {
        return compute.manager().create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 3));
    }
}
