package dev.visor.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.visor.harness.Keys;
import dev.visor.harness.Progress;
import dev.visor.harness.store.StoredFiles.Part;
import dev.visor.harness.store.StoredFiles.Pruned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose things were last used zero, ten, twenty days ago, beside folders that are not pruned. */
class StoredFilesTest {

    private static final int BYTES = 1000;
    private static final long WITH_SEAL = BYTES + 32;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    private Path cache;

    private final Instant now = Clock.systemUTC().instant();
    private FileStore store;
    private StoredFiles files;

    @BeforeEach
    void fill() throws IOException {
        store = new FileStore(cache, Progress.SILENT);
        files = new StoredFiles(cache);
        for (int i = 0; i < 3; i++) {
            store.put(key(i), new byte[BYTES]);
            age(file(i), 10 * i);
        }
        write("embeddings/a.embeddings", 15);
        write("store-1/00/11", 0);
        write("packages/a.tgz", 400);
        write("services/answer", 400);
    }

    @Test
    void eachFolderIsToldWithItsSizeAndTheFileLeftAloneLongest() {
        assertThat(files.parts())
                .extracting(Part::name, Part::pruned, Part::files, Part::bytes)
                .containsExactly(
                        tuple("embeddings", true, 1L, 10L),
                        tuple("packages", false, 1L, 10L),
                        tuple("services", false, 1L, 10L),
                        tuple("store-1", true, 1L, 10L),
                        tuple("store-2", true, 3L, 3 * WITH_SEAL));
        assertThat(files.parts()
                        .get(4)
                        .unused()
                        .map(used -> Duration.between(used, now).toDays()))
                .contains(20L);
        assertThat(new StoredFiles(cache.resolve("none")).parts()).isEmpty();
    }

    @Test
    void whatNoRunHasUsedGoesAndWithItTheStoresOfOlderForms() {
        Pruned pruned = files.prune(daysAgo(12), NO_LIMIT, now, false);

        assertThat(pruned).isEqualTo(new Pruned(3, WITH_SEAL + 20));
        assertThat(there()).containsExactly(true, true, false);
        assertThat(left()).containsExactly("packages/a.tgz", "services/answer");
    }

    @Test
    void aReadIsAUse() {
        assertThat(store.get(key(2))).isPresent();

        files.prune(daysAgo(5), NO_LIMIT, now, false);

        assertThat(there()).containsExactly(true, false, true);
    }

    @Test
    void ofWhatIsTooLargeTheLongestUnusedGoesAndWhatARunIsAtStays() {
        // Of 3,116 bytes: store-1's 10 in any case, then 20 days, 15 days, 10 days; what is left is of today.
        files.prune(Instant.EPOCH, 2 * WITH_SEAL + 10, now, false);
        assertThat(there()).containsExactly(true, true, false);
        assertThat(left()).contains("embeddings/a.embeddings");

        files.prune(Instant.EPOCH, 0, now, false);
        assertThat(there()).containsExactly(true, false, false);
        assertThat(left()).containsExactly("packages/a.tgz", "services/answer");
    }

    @Test
    void aDryRunCountsTheSameAndRemovesNothing() {
        Pruned counted = files.prune(daysAgo(12), WITH_SEAL, now, true);

        assertThat(there()).containsExactly(true, true, true);
        assertThat(files.prune(daysAgo(12), WITH_SEAL, now, false)).isEqualTo(counted);
        assertThat(counted.files()).isEqualTo(4);
    }

    private List<Boolean> there() {
        return Stream.of(0, 1, 2).map(i -> Files.exists(file(i))).toList();
    }

    /** Returns the other files. */
    private List<String> left() {
        return Stream.of("embeddings/a.embeddings", "store-1/00/11", "packages/a.tgz", "services/answer")
                .filter(name -> Files.exists(cache.resolve(name)))
                .toList();
    }

    private Instant daysAgo(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private void write(String name, int days) throws IOException {
        Path file = cache.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[10]);
        age(file, days);
    }

    private void age(Path file, int days) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(daysAgo(days)));
    }

    private Path file(int i) {
        String hex = key(i).hex();
        return cache.resolve("store-2").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    private static StoreKey key(int i) {
        return Keys.of("thing " + i);
    }
}
