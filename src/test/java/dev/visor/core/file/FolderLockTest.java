package dev.visor.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    private Path folder;

    @Test
    void anotherProcessIsToldWhoHasTheFolder() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Process holder = Processes.start(Holder.class, run.toString());
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('h');
            assertThatThrownBy(() -> FolderLock.take(run))
                    .isInstanceOf(InputError.class)
                    .hasMessage(
                            "%s is being written by another visor, process %d: wait for it to end, or name another --out",
                            run, holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }

        try (FolderLock lock = FolderLock.take(run)) {
            assertThat(lock).as("a lock ends with its process").isNotNull();
        }
    }

    @Test
    void aSecondTakerInThisProcessIsRefusedToo() {
        try (FolderLock lock = FolderLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder)).isInstanceOf(InputError.class);
        }
    }

    @Test
    void nothingOfItStays() throws IOException {
        Path made = folder.resolve("made");
        FolderLock.take(made).close();
        FolderLock.take(folder).close();

        assertThat(folder).as("it was there before").isEmptyDirectory();

        try (FolderLock lock = FolderLock.take(made)) {
            Files.createFile(made.resolve("run.json"));
            assertThat(lock).isNotNull();
        }
        assertThat(made).isDirectoryContaining(file -> file.endsWith("run.json"));
        assertThat(made.resolve(".lock")).doesNotExist();
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "content");
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.createSymbolicLink(run.resolve(".lock"), precious);

        assertThatThrownBy(() -> FolderLock.take(run)).isInstanceOf(InputError.class);
        assertThat(precious).hasContent("content");
    }

    /** Takes a folder, says so, and never gives it back. */
    static final class Holder {

        public static void main(String[] args) {
            FolderLock lock = FolderLock.take(Path.of(args[0]));
            System.out.print("h");
            System.out.flush();
            Processes.sleep();
            lock.close();
        }
    }
}
