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
            NDArray second = Gradients.of(square.mul(10).sum(), x, false);

            assertThat(first.toFloatArray()).containsExactly(2, 4, 6);
            assertThat(second.toFloatArray()).containsExactly(20, 40, 60);
        }
    }
}
