package dev.visor.harness.store;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import dev.visor.core.file.WholeFile;
import dev.visor.harness.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps things in files, for the next run; a thing is there whole and under its own key, or not at all.
 *
 * <p>Each file begins with the digest of its key and its content: one that was changed, cut, emptied or put in another's place
 * is told of, counts as absent, and is replaced when its content is computed anew. Many processes may share the files.
 */
final class FileStore implements ContentStore {

    /** Name of the folder, which tells what a file looks like: those of another form lie elsewhere. */
    static final String FOLDER = "store-2";

    private static final int DIGEST_BYTES = 32;

    private final Path root;
    private final Progress progress;
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /** @param progress told of files that are damaged, of each once */
    FileStore(Path cache, Progress progress) {
        this.root = cache.resolve(FOLDER);
        this.progress = progress;
    }

    /** Removes what processes that were killed before the given moment had not finished. */
    static void sweep(Path cache, Instant before) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache.resolve(FOLDER))) {
            folders.forEach(folder -> WholeFile.sweep(folder, before));
        } catch (NoSuchFileException e) {
            // Nothing was ever stored.
            return;
        } catch (IOException e) {
            throw new InputError(
                    "the store %s cannot be read (%s)".formatted(cache.resolve(FOLDER), IoReason.of(e)), e);
        }
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        Path file = file(key);
        try {
            byte[] stored = Files.readAllBytes(file);
            if (stored.length >= DIGEST_BYTES) {
                byte[] content = Arrays.copyOfRange(stored, DIGEST_BYTES, stored.length);
                if (Arrays.equals(stored, 0, DIGEST_BYTES, seal(key, content), 0, DIGEST_BYTES)) {
                    StoredFiles.used(file, Clock.systemUTC().instant());
                    return Optional.of(content);
                }
            }
            return damaged(file, stored.length == 0 ? "it is empty" : "its checksum is another");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return damaged(file, IoReason.of(e));
        }
    }

    private Optional<byte[]> damaged(Path file, String how) {
        if (told.add(file)) {
            progress.say("%s is damaged (%s): it counts as absent, and is computed anew".formatted(file, how));
        }
        return Optional.empty();
    }

    @Override
    public void put(StoreKey key, byte[] content) {
        WholeFile.write(
                file(key),
                ByteBuffer.allocate(DIGEST_BYTES + content.length)
                        .put(seal(key, content))
                        .put(content)
                        .array());
    }

    private static byte[] seal(StoreKey key, byte[] content) {
        Digest seal = Digest.builder("stored")
                .add("key", key.digest())
                .add("content", content)
                .build();
        return HexFormat.of().parseHex(seal.hex());
    }

    private Path file(StoreKey key) {
        return root.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
    }
}
