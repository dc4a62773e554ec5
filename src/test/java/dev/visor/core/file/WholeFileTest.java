package dev.visor.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void makesTheFoldersOnTheWay() throws IOException {
        Path file = folder.resolve("a/b/c.txt");

        WholeFile.write(file, out -> out.write("Zoë"));

        assertThat(Files.readString(file)).isEqualTo("Zoë");
    }

    @Test
    void leavesTheOldFileAndNothingElseWhenWritingFails() throws IOException {
        Path file = folder.resolve("record.json");
        WholeFile.write(file, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> WholeFile.stream(file, out -> {
                    out.write(9);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputError.class)
                .hasMessage(file + " cannot be written (No space left on device)");
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        assertThat(names()).containsExactly("record.json");
    }

    @Test
    void createsAFileOnlyWhereThereIsNone() throws IOException {
        Path file = folder.resolve("copy.png");
        WholeFile.create(file, new byte[] {1});

        assertThatThrownBy(() -> WholeFile.create(file, new byte[] {2}))
                .isInstanceOf(InputError.class)
                .hasMessage(file + " cannot be written (it exists already)");
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(names()).containsExactly("copy.png");
    }

    @Test
    void writesAFileWhoseNameIsAsLongAsNamesCanBe() {
        Path file = folder.resolve("n".repeat(255));

        WholeFile.write(file, new byte[1]);

        assertThat(file).exists();
    }

    @Test
    void saysThatAFolderIsInTheWay() throws IOException {
        Path file = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(file.resolve("something"));

        assertThatThrownBy(() -> WholeFile.write(file, new byte[1]))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(file + " cannot be written (");
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void sweepsWhatWasLeftUnfinishedBeforeAMomentAndNothingLater() throws IOException {
        Files.createFile(folder.resolve(".unfinished-1"));
        Files.createFile(folder.resolve("finished"));

        WholeFile.sweep(folder, Instant.now().minusSeconds(60));
        assertThat(names()).containsExactly(".unfinished-1", "finished");

        WholeFile.sweep(folder, Instant.now().plusSeconds(60));
        assertThat(names()).containsExactly("finished");
    }

    @Test
    void leavesAloneWhatSomebodyIsStillWriting() throws IOException {
        WholeFile.stream(folder.resolve("late"), out -> {
            WholeFile.sweep(folder, Instant.now().plusSeconds(60));
            out.write(1);
        });

        assertThat(names()).containsExactly("late");
    }

    @Test
    void aKilledWriterLeavesNothingThatIsNotSwept() throws IOException, InterruptedException {
        Process writer = Processes.start(Writer.class, folder.resolve("never").toString());
        try {
            assertThat(writer.getInputStream().read()).isEqualTo('w');
            WholeFile.sweep(folder, Instant.now().plusSeconds(60));
            assertThat(names())
                    .as("its writer lives")
                    .singleElement()
                    .asString()
                    .startsWith(".unfinished-");
        } finally {
            writer.destroyForcibly().waitFor();
        }

        WholeFile.sweep(folder, Instant.now().plusSeconds(60));
        assertThat(names()).isEmpty();
    }

    /** Begins a file, says so, and never comes to its end. */
    static final class Writer {

        public static void main(String[] args) {
            WholeFile.stream(Path.of(args[0]), out -> {
                out.write(1);
                System.out.print("w");
                System.out.flush();
                Processes.sleep();
            });
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
