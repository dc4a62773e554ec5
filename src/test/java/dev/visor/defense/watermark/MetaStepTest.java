package dev.visor.defense.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.optimization.Objective.Slope;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A meta step on a toy that is computed by hand. */
class MetaStepTest {

    /**
     * The weights (2, -1); training loss x^2 + 3 y^2 with slope (2x, 6y) = (4, -6); the inner step of .1 leads to (1.6, -.4); test loss
     * (x - 1)^2 + x y with slope (2 (x - 1) + y, x) = (.8, 1.6) there. Sum (4.8, -4.4); losses 7 and .36 - .64 = -.28.
     */
    @Test
    void addsTheSlopeWhereItIsAndTheTestSlopeAStepFurtherOn() {
        try (Compute compute = Compute.open("cpu");
                NDManager memory = compute.manager().newSubManager()) {
            NDArray x = Gradients.leaf(memory.create(2f));
            NDArray y = Gradients.leaf(memory.create(-1f));

            Slope slope = MetaStep.of(
                    List.of(x, y),
                    () -> x.mul(x).add(y.mul(y).mul(memory.create(3f))),
                    () -> x.sub(memory.create(1f)).square().add(x.mul(y)),
                    .1,
                    memory);

            assertThat(slope.gradients().get(0).getFloat()).isCloseTo(4.8f, within(1e-5f));
            assertThat(slope.gradients().get(1).getFloat()).isCloseTo(-4.4f, within(1e-5f));
            assertThat(slope.loss()).isCloseTo(6.72f, within(1e-5f));
            assertThat(x.getFloat()).as("the weights stay as they were").isEqualTo(2f);
            assertThat(y.getFloat()).isEqualTo(-1f);
            assertThat(Gradients.isRecording()).isTrue();
        }
    }
}
