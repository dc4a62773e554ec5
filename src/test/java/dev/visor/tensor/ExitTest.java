package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(LINUX)
class ExitTest {

    /** SIGTERM, as Java tells it. */
    private static final int TERMINATED = 128 + 15;

    private static final int SIGNALS = 3;

    @TempDir
    private Path folder;

    /** A process that convolves on every lane until it is stopped. */
    static final class Busy {

        public static void main(String[] args) {
            Compute compute = Compute.open("cpu");
            Callable<Object> endless = () -> {
                NDArray images = compute.manager().ones(new Shape(8, 32, 56, 56));
                NDArray filters = compute.manager().ones(new Shape(64, 32, 3, 3));
                System.out.println("busy");
                while (true) {
                    Conv2d.conv2d(images, filters).close();
                }
            };
            compute.sideBySide(2, List.of(endless, endless));
        }
    }

    @Test
    void aSignalInTheMidstOfComputingEndsTheProcessWithItsCodeAndNoCrash() throws IOException, InterruptedException {
        for (int i = 0; i < SIGNALS; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Busy.class.getName())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader said = process.inputReader()) {
                while (!"busy".equals(said.readLine())) {
                    assertThat(process.isAlive()).isTrue();
                }
                process.destroy();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isEqualTo(TERMINATED);
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(List.of(folder.toFile().list())).isEmpty();
    }

    @Test
    void nnpackIsOffOnceADeviceIsOpen() {
        Compute.open("cpu").close();
        assertThat(Libtorch.nnpack()).isFalse();
    }
}
