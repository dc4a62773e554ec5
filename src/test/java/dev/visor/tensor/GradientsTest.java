package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;

class GradientsTest {

    @Test
    void differentiatesSeveralLossesOfOneForwardPassOneByOne() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray x = Gradients.leaf(compute.manager().create(new float[] {1, 2, 3}));
            NDArray square = x.square();

            NDArray first = Gradients.of(square.sum(), x, true);
            NDArray second = Gradients.of(Scaled.by(square, 10).sum(), x, false);

            assertThat(first.toFloatArray()).containsExactly(2, 4, 6);
            assertThat(second.toFloatArray()).containsExactly(20, 40, 60);
        }
    }

    /** DJL's own multiplication by a number fails this within a few rounds. */
    @Test
    void aNumberInTheGraphSurvivesTheGarbageCollector() {
        try (Compute compute = Compute.open("cpu")) {
            for (int round = 0; round < 12; round++) {
                NDArray x = Gradients.leaf(compute.manager().create(new float[] {1, 2, 3}));
                NDArray loss = Scaled.by(Scaled.by(x, 2).square(), 3).sum();
                System.gc();
                compute.manager().create(new double[1000]);

                assertThat(Gradients.of(loss, x, false).toFloatArray()).containsExactly(24, 48, 72);
            }
        }
    }

    @Test
    void aGradientIsOfNoUseIfItIsZeroOrNoNumber() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray batch = compute.manager().create(new float[][] {
                {0, 0}, {0, -1e-6f}, {1, Float.NaN}, {3, 4}, {Float.NEGATIVE_INFINITY, 0}
            });

            assertThat(Gradients.useless(batch.reshape(5, 1, 2))).isEqualTo(3);
        }
    }
}
