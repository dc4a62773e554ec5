package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.visor.core.InputError;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorHandlerTest {

    private final StringWriter stderr = new StringWriter();

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        new UncheckedIOException(new IOException("No space left on device")),
                        "a file cannot be read or written (No space left on device)"),
                Arguments.of(
                        new UncheckedIOException(new FileSystemException("/x/y", null, "Too many open files")),
                        "/x/y cannot be read or written (Too many open files)"),
                Arguments.of(
                        new CompletionException(new UncheckedIOException(new AccessDeniedException("/x"))),
                        "/x cannot be read or written (permission denied)"),
                Arguments.of(
                        new IllegalStateException("the engine", new NoSuchFileException("/x")),
                        "/x cannot be read or written (no such file or folder)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatTheSystemRefusesIsOneSentenceAndTwo(RuntimeException fault, String sentence) {
        assertThat(executed(fault)).isEqualTo(2);
        assertThat(stderr.toString().lines())
                .containsExactly(sentence + ": mend that, and give the same command again");
    }

    @Test
    void aSentenceOfOursGoesBeforeTheSystems() {
        assertThat(executed(new InputError("trials.csv is damaged", new IOException("Input/output error"))))
                .isEqualTo(2);
        assertThat(stderr.toString().lines()).containsExactly("trials.csv is damaged");
    }

    @Test
    void whatIsOursKeepsItsTraceAndIsOne() {
        assertThat(executed(new IllegalStateException("ours"))).isEqualTo(1);
        assertThat(stderr.toString()).contains("IllegalStateException: ours", "\tat ");
        assertThat(executed(new UncheckedIOException(new EOFException()))).isEqualTo(1);
        assertThat(executed(new UncheckedIOException(new JsonParseException(null, "ours"))))
                .isEqualTo(1);
    }

    @Test
    void whatCouldNotBePrintedIsNoSuccess() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        full.print("a table");
        PrintStream sound = new PrintStream(new ByteArrayOutputStream());

        assertThat(Main.ended(0, sound, new PrintStream(said))).isZero();
        assertThat(Main.ended(3, sound, new PrintStream(said))).isEqualTo(3);
        assertThat(said.size()).isZero();
        assertThat(Main.ended(0, full, new PrintStream(said))).isEqualTo(2);
        assertThat(Main.ended(3, full, new PrintStream(said))).isEqualTo(3);
        assertThat(said.toString().lines()).hasSize(2).allMatch(line -> line.contains("could be written to stdout"));
    }

    private int executed(RuntimeException fault) {
        return new CommandLine(new Failing(fault))
                .setExecutionExceptionHandler(new ErrorHandler())
                .setErr(new PrintWriter(stderr, true))
                .execute();
    }

    @Command(name = "failing")
    private record Failing(RuntimeException fault) implements Runnable {

        @Override
        public void run() {
            throw fault;
        }
    }
}
