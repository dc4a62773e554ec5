package dev.visor.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.Heard;
import dev.visor.harness.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    private static final StoreKey KEY = Keys.of("key");
    private static final StoreKey OTHER = Keys.of("other");
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7, 8};

    private final Heard heard = new Heard();

    @TempDir
    private Path cache;

    private FileStore store;

    @BeforeEach
    void fill() {
        store = new FileStore(cache, heard);
        store.put(KEY, CONTENT);
    }

    @Test
    void givesBackWhatItWasGiven() {
        assertThat(new FileStore(cache, heard).get(KEY)).contains(CONTENT);
        assertThat(store.get(OTHER)).isEmpty();
        store.put(OTHER, new byte[0]);
        assertThat(store.get(OTHER)).contains(new byte[0]);
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void aFlippedBitAnywhereCountsAsAbsentAndIsToldOnceWithTheFile() throws IOException {
        byte[] sound = Files.readAllBytes(only());
        for (int at = 0; at < sound.length; at++) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x40;
            Files.write(only(), flipped);

            assertThat(store.get(KEY)).as("byte %d", at).isEmpty();
        }
        assertThat(heard.lines())
                .containsExactly("%s is damaged (its checksum is another): it counts as absent, and is computed anew"
                        .formatted(only()));
    }

    @Test
    void whatWasCutAnywhereOrEmptiedCountsAsAbsent() throws IOException {
        byte[] sound = Files.readAllBytes(only());
        for (int length = 0; length < sound.length; length++) {
            Files.write(only(), Arrays.copyOf(sound, length));

            assertThat(store.get(KEY)).as("%d bytes", length).isEmpty();
        }
        assertThat(heard.lines()).singleElement().asString().contains(only() + " is damaged (it is empty)");
    }

    @Test
    void anotherKeysFileInItsPlaceCountsAsAbsent() throws IOException {
        Path own = only();
        store.put(OTHER, new byte[] {8, 7, 6, 5, 4, 3, 2, 1});
        Path others =
                files().stream().filter(file -> !file.equals(own)).findFirst().orElseThrow();
        Files.write(own, Files.readAllBytes(others));

        assertThat(store.get(KEY)).isEmpty();
        assertThat(store.get(OTHER)).isPresent();
        assertThat(heard.lines()).singleElement().asString().startsWith(own + " is damaged");
    }

    @Test
    void aFolderInItsPlaceIsToldOf() throws IOException {
        Path own = only();
        Files.delete(own);
        Files.createDirectory(own);

        assertThat(store.get(KEY)).isEmpty();
        assertThat(heard.lines())
                .containsExactly(own + " is damaged (Is a directory): it counts as absent, and is computed anew");
    }

    @Test
    void whatIsComputedAnewHealsIt() throws IOException {
        Files.write(only(), new byte[0]);
        assertThat(store.get(KEY)).isEmpty();

        store.put(KEY, CONTENT);

        assertThat(new FileStore(cache, heard).get(KEY)).contains(CONTENT);
        assertThat(heard.lines()).hasSize(1);
    }

    @Test
    void whatAKilledProcessLeftIsSwept() throws IOException {
        Path half = Files.createFile(only().resolveSibling(".unfinished-1"));
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(60)));

        FileStore.sweep(cache, Instant.now().minusSeconds(30));

        assertThat(half).doesNotExist();
        assertThat(store.get(KEY)).isPresent();
    }

    private Path only() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
