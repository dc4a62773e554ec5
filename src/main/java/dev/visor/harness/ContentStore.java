package dev.visor.harness;

import dev.visor.core.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps things under the digest of all that made them; a thing is there whole or not at all. */
final class ContentStore {

    private final Path root;

    ContentStore(Path root) {
        this.root = root;
    }

    Optional<byte[]> get(Digest key) {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(Digest key, byte[] content) {
        Path file = file(key);
        try {
            Files.createDirectories(file.getParent());
            Path half = Files.createTempFile(file.getParent(), "half-", ".tmp");
            Files.write(half, content);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Digest key) {
        return root.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
    }
}
