package dev.visor.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of others: what they are told, what becomes of them, and that nothing of them stays. */
@Execution(ExecutionMode.SAME_THREAD)
class OutsideCommandTest {

    /** A child that would outlive everybody; its id goes to the file {@code child}. */
    private static final String CHILD = "sleep 1000 & echo $! > child; ";

    @TempDir
    private Path folder;

    @Test
    void readsItsArgumentsAsTheyAreAndNoShellDoes() {
        String said = command(10, "printf", "%s|", "$HOME", "`id`", "a b", "{job}", ";", "*")
                .run(folder, Map.of("job", "/x y"));

        assertThat(said).isEqualTo("$HOME|`id`|a b|/x y|;|*|");
    }

    @Test
    void isNotToldTheKeysOfServices() {
        // The build's own variable stands in for a key: what is set for this process cannot be chosen here.
        String said = command(10, "env").run(folder, Map.of());

        assertThat(said.lines().map(line -> line.split("=")[0]))
                .contains("PATH", "VISOR_COMMAND")
                .noneMatch(name -> name.matches("(?i).*(key|secret|token|password|credential).*"));
    }

    @Test
    void keepsTheEndOfWhatItSays() {
        String said = shell(10, "yes | head -c 1000000; echo the end").run(folder, Map.of());

        assertThat(said).hasSize(OutsideCommand.MOST_KEPT).endsWith("the end\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3                           | ended with exit code 3; expected 0; it said nothing",
                "echo no such model >&2; exit 1   | ended with exit code 1; expected 0; it said last: no such model",
                "kill -SEGV $$                    | was ended by signal 11",
                "sleep 1000                       | had not ended after 0.4 s, and was ended with all that it had started",
                "trap '' TERM HUP INT; sleep 1000 | had not ended after 0.4 s",
                "yes                              | had not ended after 0.4 s",
            })
    void saysWhatBecameOfACommandThatFails(String script, String sentence) {
        assertThatThrownBy(() -> shell(.4, script).run(folder, Map.of()))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("defense x: its command ")
                .hasMessageContaining(sentence);
    }

    @Test
    void saysThatThereIsNoSuchProgram() {
        assertThatThrownBy(() -> command(1, "no-such-program").run(folder, Map.of()))
                .isInstanceOf(InputError.class)
                .hasMessage(
                        "defense x: there is no program no-such-program that can be run; name it by a path, or put it on the PATH");
        assertThatThrownBy(() -> command(1, "./nothing").run(folder, Map.of())).hasMessageContaining("./nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a child in its group      | sleep 1000 & echo $! > child",
                "a child in another group  | setsid sleep 1000 & echo $! > child",
                "a child whose parent died | (setsid bash -c 'echo $$ > child; exec sleep 1000' &); until [ -s child ]; do :; done",
            })
    void nothingThatItStartedOutlivesIt(String what, String script) throws Exception {
        shell(10, script).run(folder, Map.of());

        assertThat(ended(child())).as(what).isTrue();
    }

    @Test
    void nothingThatItStartedOutlivesItsTimeLimit() throws Exception {
        assertThatThrownBy(() -> shell(.4, CHILD + "wait").run(folder, Map.of()))
                .isInstanceOf(InputError.class);

        assertThat(ended(child())).isTrue();
    }

    /** What the test starts as a process of its own, to be killed. */
    public static final class Starter {
        public static void main(String[] args) {
            new OutsideCommand("defense x", List.of("bash", "-c", CHILD + "wait"), Duration.ofMinutes(1))
                    .run(Path.of(args[0]), Map.of());
        }
    }

    @Test
    void nothingThatItStartedOutlivesAVisorThatIsKilledNorDoesItsFolder() throws Exception {
        Path batch = Files.createDirectory(folder.resolve(CommandJob.FOLDER + "1"));
        Path child = batch.resolve("child");
        Process visor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        batch.toString())
                .inheritIO()
                .start();
        while (!Files.exists(child) || Files.size(child) == 0) {
            assertThat(visor.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
        }
        ProcessHandle started = process(child);
        ProcessHandle supervisor =
                started.parent().flatMap(ProcessHandle::parent).orElseThrow();
        visor.destroyForcibly().waitFor();

        assertThat(ended(started)).isTrue();
        assertThat(ended(supervisor)).isTrue();
        assertThat(batch).doesNotExist();
    }

    private ProcessHandle child() throws IOException {
        return process(folder.resolve("child"));
    }

    private static ProcessHandle process(Path file) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElse(null);
    }

    /** Whether it ended, or does within a time in which nothing else would end it. */
    private static boolean ended(ProcessHandle process) throws Exception {
        return process == null || !process.isAlive() || process.onExit().get(20, TimeUnit.SECONDS) != null;
    }

    private static OutsideCommand shell(double seconds, String script) {
        return command(seconds, "bash", "-c", script);
    }

    private static OutsideCommand command(double seconds, String... arguments) {
        return new OutsideCommand("defense x", List.of(arguments), Duration.ofMillis((long) (1000 * seconds)));
    }
}
