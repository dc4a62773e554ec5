package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import dev.visor.core.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What native code and Java write to stderr in a process of its own. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineOutputTest {

    private static final int LONG = 3 << 20;

    private Path spoken;
    private Path silent;
    private Path endless;
    private String terminal;

    /** A process whose engine speaks before, in and after runs, and Java likewise. */
    static final class Speaking {

        private static final int DESCRIPTOR = 2;

        public static void main(String[] folders) {
            EngineOutput.separate();
            System.err.println("Java, at first");
            Compute.open("cpu").close();
            engine("engine, loaded\n");
            try (EngineOutput output = EngineOutput.keepIn(Path.of(folders[0]))) {
                engine("engine, in a run\n");
                System.err.println("Java, in a run " + output.said());
            }
            engine("engine, after it\n");
            try (EngineOutput output = EngineOutput.keepIn(Path.of(folders[1]))) {
                for (int i = 0; i < 2; i++) {
                    engine("x".repeat(LONG - (int) output.said()));
                    EngineOutput.cut();
                    System.err.println("left " + output.said());
                }
                engine("the end");
            }
            EngineOutput.keepIn(Path.of(folders[2])).close();
            System.err.println("J\u00e4va, at the end");
        }

        private static void engine(String words) {
            byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
            NativeLibrary.getProcess().getFunction("write").invokeInt(new Object[] {DESCRIPTOR, bytes, bytes.length});
        }
    }

    @BeforeAll
    void speak(@TempDir Path folder) throws IOException, InterruptedException {
        spoken = Files.createDirectory(folder.resolve("spoken"));
        endless = Files.createDirectory(folder.resolve("endless"));
        silent = Files.createDirectory(folder.resolve("silent"));
        Files.writeString(spoken.resolve(EngineOutput.FILE), "of an earlier run\n");
        Path errors = folder.resolve("stderr");
        Process process =
                Processes.start(Speaking.class, errors, spoken.toString(), endless.toString(), silent.toString());
        process.waitFor();
        terminal = Files.readString(errors);
    }

    @Test
    void theTerminalHearsJavaAlone() {
        assertThat(terminal.lines())
                .containsExactly(
                        "Java, at first", "Java, in a run 32", "left 1048576", "left 1048576", "J\u00e4va, at the end");
    }

    @Test
    void theRecordKeepsWhatTheEngineSaidInTheRunAndBeforeIt() {
        assertThat(spoken.resolve(EngineOutput.FILE))
                .hasContent("of an earlier run\nengine, loaded\nengine, in a run\n");
    }

    @Test
    void whatNeverEndsIsCutOffAndGoesOnWithoutAHole() throws IOException {
        byte[] kept = Files.readAllBytes(endless.resolve(EngineOutput.FILE));

        assertThat(new String(kept, StandardCharsets.UTF_8))
                .startsWith("engine, after it\nxxx")
                .endsWith("xxxthe end");
        assertThat(kept).doesNotContain(0);
        assertThat(kept).hasSizeLessThan(LONG);
    }

    @Test
    void aSilentEngineLeavesNoFile() {
        assertThat(silent).isEmptyDirectory();
    }
}
