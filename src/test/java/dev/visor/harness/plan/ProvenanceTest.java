package dev.visor.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.result.entry.Dirty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not known of the code is said to be unknown. */
class ProvenanceTest {

    @TempDir
    private Path folder;

    @Test
    void aCheckoutIsItsCommitUntilAFileDiffers() throws Exception {
        repository(folder);

        assertThat(Provenance.commit(folder)).matches("[0-9a-f]{40}");
        assertThat(Provenance.dirty(folder)).isEqualTo(Dirty.NO);

        Files.writeString(folder.resolve("pom.xml"), "another");
        assertThat(Provenance.dirty(folder)).isEqualTo(Dirty.YES);
    }

    @Test
    void aSourceThatIsNotTrackedIsAChange() throws Exception {
        repository(folder);
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(folder.resolve("src/main/java/New.java"), "class New {}");

        assertThat(Provenance.dirty(folder)).isEqualTo(Dirty.YES);
    }

    @Test
    void withoutARepositoryNothingIsKnown() {
        assertUnknown(folder);
    }

    @Test
    void theRepositoryAroundACopyIsAnotherProjects() throws Exception {
        repository(folder);

        assertUnknown(Files.createDirectories(folder.resolve("vendor/visor")));
    }

    @Test
    void aBrokenRepositoryIsUnknown() throws Exception {
        repository(folder);
        Files.writeString(folder.resolve(".git/HEAD"), "nonsense");

        assertUnknown(folder);
    }

    @Test
    void aRepositoryWithoutACommitIsUnknown() throws Exception {
        git(folder, "init", "-q");

        assertUnknown(folder);
    }

    @Test
    void anIndexThatCannotBeReadLeavesChangesUnknown() throws Exception {
        repository(folder);
        Files.writeString(folder.resolve(".git/index"), "nonsense");

        assertThat(Provenance.commit(folder)).matches("[0-9a-f]{40}");
        assertThat(Provenance.dirty(folder)).isEqualTo(Dirty.UNKNOWN);
    }

    private static void assertUnknown(Path home) {
        assertThat(Provenance.commit(home)).isEqualTo("unknown");
        assertThat(Provenance.dirty(home)).isEqualTo(Dirty.UNKNOWN);
    }

    private static void repository(Path home) throws IOException, InterruptedException {
        Files.writeString(home.resolve("pom.xml"), "one");
        git(home, "init", "-q");
        git(home, "add", ".");
        git(home, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "-m", "one");
    }

    private static void git(Path home, String... words) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                .directory(home.toFile())
                .inheritIO()
                .start();
        assertThat(git.waitFor()).as(List.of(words).toString()).isZero();
    }
}
