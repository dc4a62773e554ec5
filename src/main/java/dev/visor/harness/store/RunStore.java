package dev.visor.harness.store;

import dev.visor.core.CountedByValue;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.RunRequest;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place where a run keeps what it computes, and finds what earlier ones did: on disk, for the next run, or for its
 * own time alone.
 *
 * @param contents all but embeddings
 * @param embeddings folder of their files
 * @param ownFolder removed in the end, with the embeddings
 */
@CountedByValue("it only keeps")
public record RunStore(ContentStore contents, Path embeddings, Optional<Path> ownFolder) implements AutoCloseable {

    /** The store that the request names. */
    public static RunStore of(RunRequest request, Compute compute, Progress progress) {
        return request.stored() ? in(request.cache(), compute, progress) : passing();
    }

    /** The store in that folder, for this run and later ones. */
    public static RunStore in(Path cache, Compute compute, Progress progress) {
        return new RunStore(
                EngineStore.in(cache, compute, progress), cache.resolve(StoredFiles.EMBEDDINGS), Optional.empty());
    }

    /** A store that holds nothing yet, and leaves nothing behind. */
    public static RunStore passing() {
        try {
            Path folder = Files.createTempDirectory("visor-embeddings");
            return new RunStore(new MemoryStore(), folder, Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes from disk what processes that were killed before the given moment had not finished. */
    public static void sweep(RunRequest request, Instant before) {
        if (request.stored()) {
            FileStore.sweep(request.cache(), before);
        }
    }

    @Override
    public void close() {
        ownFolder.ifPresent(RunStore::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
