package dev.visor.harness.store;

import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a cache folder: how many, how large, when last used, and those that no run needs taken away.
 *
 * <p>A file's time of modification is that of its last use, to an hour: reading renews it. What is pruned is computed anew when a
 * run asks for it; what was fetched, or paid for, is never pruned.
 */
public final class StoredFiles {

    /** The time within which a use is not noted again, and within which nothing is pruned for its size: a run may be at it. */
    static final Duration RECENT = Duration.ofHours(1);

    /** The folder of embeddings, a file a recognizer. */
    static final String EMBEDDINGS = "embeddings";

    /** Folders of stores, this one's and those of older forms. */
    private static final String STORES = "store(-\\d+)?";

    /**
     * A folder of the cache.
     *
     * @param name of the folder
     * @param pruned whether it holds what can be computed anew
     * @param files number of them
     * @param bytes of all
     * @param unused the time of last use of the file that has been left alone longest; empty if there are none
     */
    public record Part(String name, boolean pruned, long files, long bytes, Optional<Instant> unused) {}

    /** Files that were taken away, or would be. */
    public record Pruned(long files, long bytes) {}

    private record Stored(Path file, long bytes, Instant used) {}

    private final Path cache;

    public StoredFiles(Path cache) {
        this.cache = cache;
    }

    /** Notes that a file is of use: at most once an hour, as many files are read in a run. */
    public static void used(Path file, Instant now) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(RECENT))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            // Somebody else's, or gone by now: what was read is as good.
            return;
        }
    }

    /**
     * Lists the folders of the cache, by name.
     *
     * @throws InputError if it cannot be read
     */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Path folder : folders()) {
            List<Stored> files = files(folder);
            parts.add(new Part(
                    folder.getFileName().toString(),
                    isComputed(folder),
                    files.size(),
                    bytes(files),
                    files.stream().map(Stored::used).min(Comparator.naturalOrder())));
        }
        return parts;
    }

    /**
     * Takes away what can be computed anew: first all that lies in stores of older forms or was last used before a moment, then what was left
     * alone longest, until the rest fits. What was used within the last hour stays, whatever its size.
     *
     * @param unusedSince the moment
     * @param mostBytes of what may stay
     * @param dry whether to count only
     * @throws InputError if a file cannot be removed
     */
    public Pruned prune(Instant unusedSince, long mostBytes, Instant now, boolean dry) {
        List<Stored> files = new ArrayList<>();
        for (Path folder : folders()) {
            if (isComputed(folder)) {
                files.addAll(files(folder));
            }
        }
        files.sort(Comparator.comparing(Stored::used).thenComparing(Stored::file));
        List<Stored> pruned = new ArrayList<>(files.stream()
                .filter(stored -> isOld(stored.file()) || stored.used().isBefore(unusedSince))
                .toList());
        files.removeAll(Set.copyOf(pruned));
        long stays = bytes(files);
        for (Stored stored : files) {
            if (stays > mostBytes && stored.used().isBefore(now.minus(RECENT))) {
                pruned.add(stored);
                stays -= stored.bytes();
            }
        }
        if (!dry) {
            pruned.forEach(stored -> remove(stored.file()));
        }
        return new Pruned(pruned.size(), bytes(pruned));
    }

    private static long bytes(List<Stored> files) {
        return files.stream().mapToLong(Stored::bytes).sum();
    }

    private boolean isOld(Path file) {
        String store = cache.relativize(file).getName(0).toString();
        return store.matches(STORES) && !store.equals(FileStore.FOLDER);
    }

    private static boolean isComputed(Path folder) {
        String name = folder.getFileName().toString();
        return name.equals(EMBEDDINGS) || name.matches(STORES);
    }

    private List<Path> folders() {
        try (Stream<Path> inside = Files.list(cache)) {
            return inside.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(cache, e);
        }
    }

    /** Never through a link; what another process removes meanwhile is not there. */
    private static List<Stored> files(Path folder) {
        List<Stored> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(new Stored(
                                file,
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return files;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputError(
                    "%s cannot be removed (%s): prune the store as the owner of its files"
                            .formatted(file, IoReason.of(e)),
                    e);
        }
    }

    private static InputError unreadable(Path folder, IOException e) {
        return new InputError(
                "%s cannot be read (%s): set VISOR_CACHE to another folder".formatted(folder, IoReason.of(e)), e);
    }
}
