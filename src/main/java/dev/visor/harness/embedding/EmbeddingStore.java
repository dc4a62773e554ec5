package dev.visor.harness.embedding;

import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.file.WholeFile;
import dev.visor.harness.Progress;
import dev.visor.harness.store.StoreKey;
import dev.visor.harness.store.StoredFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;

/**
 * One recognizer's embeddings in one file that only grows: a key, the values, a checksum, again and again.
 *
 * <p>Only places are held in memory. A record that was cut off by a crash ends the file: what follows is written over it. One
 * that is damaged is told of and counts as absent; the next embedding takes its place. Several processes may write at once.
 */
@CountedByValue("it only keeps")
final class EmbeddingStore implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    private final Path file;
    private final int dimension;
    private final Progress progress;
    private final FileChannel channel;
    private final Map<Digest, Long> places = new ConcurrentHashMap<>();

    /** Places of damaged records. */
    private final Queue<Long> damaged = new ConcurrentLinkedQueue<>();

    /** @param progress told of damage */
    EmbeddingStore(Path file, int dimension, Progress progress) {
        this.file = file;
        this.dimension = dimension;
        this.progress = progress;
        try {
            Files.createDirectories(file.getParent());
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            try {
                index();
                StoredFiles.used(file, Clock.systemUTC().instant());
            } finally {
                lock.release();
            }
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    Optional<Embedding> get(StoreKey key) {
        Long place = places.get(key.digest());
        if (place == null) {
            return Optional.empty();
        }
        try {
            Optional<ByteBuffer> record =
                    sound(place).filter(sound -> key(sound).equals(key.digest()));
            if (record.isEmpty() && places.remove(key.digest(), place)) {
                damaged.add(place);
                tell(1);
            }
            return record.map(this::values).filter(EmbeddingStore::areFinite).map(Embedding::new);
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    /** Each of them is written whole or, if the process dies, not at all. */
    void put(Map<StoreKey, Embedding> embeddings) {
        if (embeddings.isEmpty()) {
            return;
        }
        try {
            FileLock lock = channel.lock();
            try {
                for (Map.Entry<StoreKey, Embedding> entry : embeddings.entrySet()) {
                    write(entry.getKey().digest(), entry.getValue());
                }
            } finally {
                lock.release();
            }
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    private void write(Digest key, Embedding embedding) throws IOException {
        long place = freePlace();
        ByteBuffer record = record(key, embedding);
        while (record.hasRemaining()) {
            channel.write(record, place + record.position());
        }
        places.put(key, place);
    }

    /** Returns the place of a damaged record, unless another process has taken it by now, or the end. */
    private long freePlace() throws IOException {
        for (Long place = damaged.poll(); place != null; place = damaged.poll()) {
            if (sound(place).isEmpty()) {
                return place;
            }
        }
        return channel.size() - channel.size() % recordBytes();
    }

    private void index() throws IOException {
        long place = 0;
        for (; place + recordBytes() <= channel.size(); place += recordBytes()) {
            Optional<ByteBuffer> record = sound(place);
            if (record.isPresent()) {
                places.put(key(record.get()), place);
            } else {
                damaged.add(place);
            }
        }
        channel.truncate(place);
        if (!damaged.isEmpty()) {
            tell(damaged.size());
        }
    }

    private void tell(int count) {
        progress.say(String.format(
                Locale.ROOT,
                "%s: %d of its records %s damaged: what was there counts as absent, and is computed anew",
                file,
                count,
                count == 1 ? "is" : "are"));
    }

    /** The record at that place, if its checksum is right. */
    private Optional<ByteBuffer> sound(long place) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(recordBytes());
        while (record.hasRemaining() && channel.read(record, place + record.position()) >= 0) {
            // Reads on to the end of the record.
        }
        int end = recordBytes() - Integer.BYTES;
        boolean sound = !record.hasRemaining() && record.getInt(end) == checksum(record.array(), end);
        return sound ? Optional.of(record) : Optional.empty();
    }

    private ByteBuffer record(Digest key, Embedding embedding) {
        ByteBuffer record = ByteBuffer.allocate(recordBytes());
        record.put(HexFormat.of().parseHex(key.hex()));
        for (float value : embedding.values()) {
            record.putFloat(value);
        }
        return record.putInt(checksum(record.array(), record.position())).flip();
    }

    private static Digest key(ByteBuffer record) {
        return new Digest(HexFormat.of().formatHex(record.array(), 0, KEY_BYTES));
    }

    private float[] values(ByteBuffer record) {
        float[] values = new float[dimension];
        record.position(KEY_BYTES).asFloatBuffer().get(values);
        return values;
    }

    /** Others were stored before they were refused; they count as absent. */
    private static boolean areFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private int recordBytes() {
        return KEY_BYTES + dimension * Float.BYTES + Integer.BYTES;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }
}
