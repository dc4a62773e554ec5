package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArithmeticTest {

    private static final Processor PLAIN = new Processor("AuthenticAMD", List.of("avx2", "fma"), true);
    private static final Processor SILENT = new Processor("AuthenticAMD", List.of("avx2", "fma", "avx512f"), false);

    private static Arithmetic decide(Processor processor, Map<String, String> environment, List<String> faults) {
        List<String> left = new ArrayList<>(faults);
        return Arithmetic.decide(
                processor,
                environment,
                () -> Optional.of(left.remove(0)).filter(fault -> !fault.isEmpty()),
                () -> true);
    }

    @Test
    void whatComputesRightIsUsed() {
        Arithmetic arithmetic = decide(PLAIN, Map.of("HOME", "/root"), List.of(""));

        assertThat(arithmetic.word()).isEqualTo("AuthenticAMD avx2 fma; oneDNN");
        assertThat(arithmetic.caution()).isEmpty();
    }

    @Test
    void whatComputesWrongWithOneDnnGoesWithoutAndIsTold() {
        Arithmetic arithmetic = decide(PLAIN, Map.of(), List.of("the output is NaN instead of 1.0", ""));

        assertThat(arithmetic.word()).isEqualTo("AuthenticAMD avx2 fma; no oneDNN");
        assertThat(arithmetic.caution().orElseThrow())
                .startsWith(
                        "oneDNN computes wrong on this processor and is not used (the output is NaN instead of 1.0)")
                .contains("ONEDNN_MAX_CPU_ISA=AVX2");
    }

    @Test
    void whatComputesWrongEitherWayIsRefused() {
        assertThatThrownBy(() -> decide(PLAIN, Map.of(), List.of("a", "the output is NaN")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("computes wrong on this processor (AuthenticAMD avx2 fma): the output is NaN");
    }

    @Test
    void whereOneDnnCannotBeSwitchedOffItsFaultIsRefused() {
        assertThatThrownBy(() -> Arithmetic.decide(PLAIN, Map.of(), () -> Optional.of("x"), () -> false))
                .isInstanceOf(InputError.class);
    }

    @Test
    void aProcessorWithAvx512AndUnknownCachesIsKeptToAvx2UnlessTheUserHasChosen() {
        Arithmetic limited = decide(SILENT, Map.of(), List.of(""));

        assertThat(limited.word()).isEqualTo("AuthenticAMD avx2 fma avx512f; ONEDNN_MAX_CPU_ISA=AVX2; oneDNN");
        assertThat(limited.caution()).isPresent();
        assertThat(decide(SILENT, Map.of("ONEDNN_MAX_CPU_ISA", "ALL"), List.of(""))
                        .word())
                .isEqualTo("AuthenticAMD avx2 fma avx512f; ONEDNN_MAX_CPU_ISA=ALL; oneDNN");
    }

    @Test
    void theSystemsFilesTellTheProcessor(@TempDir Path folder) throws IOException {
        Path info = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor : 0\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 sse4_1 avx512f\n");
        Path caches = Files.createDirectories(folder.resolve("cache"));

        assertThat(Processor.of(info, caches))
                .isEqualTo(new Processor("AuthenticAMD", List.of("sse4_1", "avx2", "avx512f"), false));
        Files.writeString(Files.createDirectories(caches.resolve("index0")).resolve("size"), "32K\n");
        assertThat(Processor.of(info, caches).tellsCaches()).isTrue();
    }

    @Test
    void aSystemThatTellsNothingGivesAProcessorOfWhichNothingIsKnown(@TempDir Path folder) {
        Processor unknown = Processor.of(folder.resolve("none"), folder.resolve("none"));

        assertThat(unknown.word()).isEqualTo("unknown unknown");
        assertThat(Arithmetic.limit(unknown, Map.of())).isEmpty();
    }

    @Test
    void theEngineTakesEachOfItsSwitches() {
        try (Compute compute = Compute.open("cpu")) {
            assertThat(Libtorch.nnpack(false)).isTrue();
            assertThat(Libtorch.oneDnn(false)).isTrue();
            assertThat(compute.recheck()).isEmpty();
            assertThat(compute.identity()).contains("libtorch 2.7.1, cpu").contains("oneDNN");
        } finally {
            Libtorch.oneDnn(true);
        }
    }
}
