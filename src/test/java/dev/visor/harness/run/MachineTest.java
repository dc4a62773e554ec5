package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void tellsEngineAndDevice() {
        Map<String, String> facts = Machine.facts("cpu");

        assertThat(facts.keySet())
                .filteredOn(name -> !name.equals("caution"))
                .containsExactly(
                        "engine", "libtorch", "device", "threads", "arithmetic", "convolution", "gpus", "cuda");
        assertThat(facts.get("arithmetic")).endsWith("oneDNN");
        assertThat(facts.get("convolution")).matches("\\d+ forward and backward, on all threads at once, .*");
        assertThat(facts).containsEntry("device", "cpu");
        assertThat(facts.get("engine")).startsWith("DJL ");
    }

    @Test
    void refusesAGpuThatIsNotThere() {
        assertThatThrownBy(() -> Machine.facts("gpu:99"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("--device gpu:99: this machine has")
                .hasMessageContaining("use --device cpu");
    }
}
