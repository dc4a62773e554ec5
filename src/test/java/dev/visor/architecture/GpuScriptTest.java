package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What .ci/gpu says where it cannot measure; a machine without a GPU is one whose nvidia-smi fails. */
class GpuScriptTest {

    @TempDir
    private Path folder;

    @Test
    void withoutAGpuItSaysSoInOneSentenceAndRunsNothing() throws Exception {
        Script script = script("gpu");

        assertThat(script.said).singleElement().asString().contains("no GPU", "nothing was run", "DEVICE=cpu");
        assertThat(script.code).isEqualTo(2);
        assertThat(folder.resolve("out.json")).doesNotExist();
    }

    @Test
    void aDeviceThatIsNoneIsSaidInOneSentence() throws Exception {
        Script script = script("tpu");

        assertThat(script.said).singleElement().asString().contains("got \"tpu\"");
        assertThat(script.code).isEqualTo(2);
    }

    private record Script(List<String> said, int code) {}

    private Script script(String device) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path list =
                Files.writeString(bin.resolve("nvidia-smi"), "#!/bin/sh\necho \"No devices were found\" >&2\nexit 6\n");
        assertThat(list.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder("bash", ".ci/gpu", folder.resolve("out.json").toString()).redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("DEVICE", device);
        Process process = builder.start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.contains("setlocale"))
                .toList();
        return new Script(said, process.waitFor());
    }
}
