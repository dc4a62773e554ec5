package dev.visor.harness.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Embedding;
import dev.visor.core.Processes;
import dev.visor.harness.Heard;
import dev.visor.harness.Keys;
import dev.visor.harness.Progress;
import dev.visor.harness.store.StoreKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingStoreTest {

    private static final Embedding EAST = new Embedding(new float[] {1, 0});
    private static final Embedding NORTH = new Embedding(new float[] {0, 1});

    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatItWasGivenAfterItIsOpenedAgain() {
        try (EmbeddingStore store = open()) {
            store.put(two());
            assertThat(store.get(Keys.of("b")).orElseThrow().values()).containsExactly(0, 1);
        }
        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("a")).orElseThrow().values()).containsExactly(1, 0);
            assertThat(store.get(Keys.of("c"))).isEmpty();
        }
    }

    @Test
    void forgetsARecordThatWasCutOff() throws IOException {
        try (EmbeddingStore store = open()) {
            store.put(two());
        }
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 3);
        }
        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("a"))).isPresent();
            assertThat(store.get(Keys.of("b"))).isEmpty();
            store.put(Map.of(Keys.of("c"), NORTH));
        }
        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("c")).orElseThrow().values()).containsExactly(0, 1);
        }
    }

    @Test
    void whatIsNoNumberCountsAsAbsentThoughItsChecksumIsRight() throws IOException {
        try (EmbeddingStore store = open()) {
            store.put(two());
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file()));
        bytes.putFloat(32, Float.NaN);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, 40);
        bytes.putInt(40, (int) crc.getValue());
        Files.write(file(), bytes.array());

        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("a"))).isEmpty();
            assertThat(store.get(Keys.of("b"))).isPresent();
            store.put(Map.of(Keys.of("a"), EAST));
            assertThat(store.get(Keys.of("a"))).isPresent();
        }
    }

    @Test
    void forgetsARecordWhoseBytesChanged() throws IOException {
        try (EmbeddingStore store = open()) {
            store.put(two());
        }
        flip(35);

        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("a"))).isEmpty();
            assertThat(store.get(Keys.of("b"))).isPresent();
        }
        assertThat(heard.lines())
                .containsExactly(
                        "%s: 1 of its records is damaged: what was there counts as absent, and is computed anew"
                                .formatted(file()));
    }

    @Test
    void anEmbeddingComputedAnewTakesTheDamagedOnesPlace() throws IOException {
        try (EmbeddingStore store = open()) {
            store.put(two());
        }
        long size = Files.size(file());
        flip(35);
        try (EmbeddingStore store = open()) {
            store.put(Map.of(Keys.of("a"), EAST));
        }
        heard.lines().clear();

        try (EmbeddingStore store = open()) {
            assertThat(store.get(Keys.of("a")).orElseThrow().values()).containsExactly(1, 0);
            assertThat(store.get(Keys.of("b")).orElseThrow().values()).containsExactly(0, 1);
        }
        assertThat(file()).hasSize(size);
        assertThat(heard.lines()).as("healed").isEmpty();
    }

    @Test
    void damageDoneAfterItWasOpenedIsSeenToo() throws IOException {
        try (EmbeddingStore store = open()) {
            store.put(two());
            flip(35);

            assertThat(store.get(Keys.of("a"))).isEmpty();
            assertThat(store.get(Keys.of("b"))).isPresent();
        }
    }

    @Test
    void twoProcessesWriteWithoutLoss() throws IOException, InterruptedException {
        int each = 300;
        List<Process> writers = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            writers.add(Processes.start(Writer.class, file().toString(), name, Integer.toString(each)));
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }

        try (EmbeddingStore store = open()) {
            for (int i = 0; i < each; i++) {
                assertThat(store.get(Keys.of("one " + i))).isPresent();
                assertThat(store.get(Keys.of("other " + i))).isPresent();
            }
        }
        assertThat(heard.lines()).isEmpty();
    }

    /** Writes one embedding after the other. */
    static final class Writer {

        public static void main(String[] args) {
            try (EmbeddingStore store = new EmbeddingStore(Path.of(args[0]), 2, Progress.SILENT)) {
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    store.put(Map.of(Keys.of(args[1] + " " + i), EAST));
                }
            }
        }
    }

    private void flip(int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        bytes[at] ^= 1;
        Files.write(file(), bytes);
    }

    private static Map<StoreKey, Embedding> two() {
        Map<StoreKey, Embedding> two = new LinkedHashMap<>();
        two.put(Keys.of("a"), EAST);
        two.put(Keys.of("b"), NORTH);
        return two;
    }

    private EmbeddingStore open() {
        return new EmbeddingStore(file(), 2, heard);
    }

    private Path file() {
        return folder.resolve("some.embeddings");
    }
}
