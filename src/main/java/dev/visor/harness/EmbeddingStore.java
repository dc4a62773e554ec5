package dev.visor.harness;

import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * One recognizer's embeddings in one file that only grows: a key, the values, a checksum, again and again.
 *
 * <p>Only places are held in memory. A record that was cut off by a crash ends the file: what follows is written over it.
 * Several processes may append at once.
 */
final class EmbeddingStore implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    private final int dimension;
    private final FileChannel channel;
    private final Map<Digest, Long> places = new ConcurrentHashMap<>();

    EmbeddingStore(Path file, int dimension) {
        this.dimension = dimension;
        try {
            Files.createDirectories(file.getParent());
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            try {
                index();
            } finally {
                lock.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Embedding> get(Digest key) {
        Long place = places.get(key);
        if (place == null) {
            return Optional.empty();
        }
        ByteBuffer record = ByteBuffer.allocate(recordBytes());
        try {
            fill(record, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        float[] values = new float[dimension];
        record.position(KEY_BYTES).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                // Of before such were refused: as good as absent.
                return Optional.empty();
            }
        }
        return Optional.of(new Embedding(values));
    }

    /** Appends all, or none if the process dies. */
    void put(Map<Digest, Embedding> embeddings) {
        ByteBuffer records = ByteBuffer.allocate(recordBytes() * embeddings.size());
        embeddings.forEach((key, embedding) -> {
            int start = records.position();
            records.put(HexFormat.of().parseHex(key.hex()));
            for (float value : embedding.values()) {
                records.putFloat(value);
            }
            records.putInt(checksum(records.array(), start, records.position() - start));
        });
        records.flip();
        try {
            append(records, embeddings.keySet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(ByteBuffer records, Set<Digest> keys) throws IOException {
        FileLock lock = channel.lock();
        try {
            long place = channel.size() - channel.size() % recordBytes();
            for (long at = place; records.hasRemaining(); ) {
                at += channel.write(records, at);
            }
            for (Digest key : keys) {
                places.put(key, place);
                place += recordBytes();
            }
        } finally {
            lock.release();
        }
    }

    private void index() throws IOException {
        ByteBuffer record = ByteBuffer.allocate(recordBytes());
        long place = 0;
        for (; place + recordBytes() <= channel.size(); place += recordBytes()) {
            fill(record.clear(), place);
            int end = recordBytes() - Integer.BYTES;
            if (record.getInt(end) == checksum(record.array(), 0, end)) {
                byte[] key = new byte[KEY_BYTES];
                record.get(0, key);
                places.put(new Digest(HexFormat.of().formatHex(key)), place);
            }
        }
        channel.truncate(place);
    }

    private void fill(ByteBuffer record, long place) throws IOException {
        while (record.hasRemaining()) {
            if (channel.read(record, place + record.position()) < 0) {
                throw new IOException("an embedding store became shorter while it was read");
            }
        }
    }

    private int recordBytes() {
        return KEY_BYTES + dimension * Float.BYTES + Integer.BYTES;
    }

    private static int checksum(byte[] bytes, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
