package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.ContractViolation;
import dev.visor.recognizer.training.optimization.Divergence;
import dev.visor.tensor.Compute;
import org.junit.jupiter.api.Test;

class DivergedTest {

    @Test
    void whereTheEngineComputesRightWhatWasLearnedIsNamedAndBlamed() {
        try (Compute compute = Compute.open("cpu")) {
            assertThat(Diverged.told("learning faces", "its own doing", compute, () -> 1))
                    .isEqualTo(1);
            assertThatThrownBy(() -> Diverged.told("learning faces", "its own doing", compute, () -> {
                        throw new Divergence("the critic's loss is NaN in step 3 of 60");
                    }))
                    .isInstanceOf(ContractViolation.class)
                    .hasMessage("learning faces: the critic's loss is NaN in step 3 of 60; its own doing");
        }
    }
}
