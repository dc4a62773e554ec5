package dev.visor.dataset.packages;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.file.CacheFolder;
import dev.visor.core.file.IoReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Unpacked npm packages, one folder {@code NAME@VERSION} each, fetched when first needed.
 *
 * <p>A folder appears in one step, whole, so two processes may fetch at once and a broken download is never seen. Nothing
 * of a package is trusted but files whose digest a card names; that all are as they were unpacked is checked by a {@link Manifest}. A tarball placed by hand beside the folders stands in for
 * the download.
 */
public final class PackageCache {

    /** Folders in users' caches that this process has looked at. */
    private static final Set<Path> CHECKED = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final PackageSource source;
    private final Consumer<String> progress;
    private final Set<Path> checked;

    /**
     * @param root folder of the packages; made when first needed
     * @param progress told before a download, which may take a while
     */
    public PackageCache(Path root, PackageSource source, Consumer<String> progress) {
        this(root, source, progress, new HashSet<>());
    }

    private PackageCache(Path root, PackageSource source, Consumer<String> progress, Set<Path> checked) {
        this.root = root.toAbsolutePath().normalize();
        this.source = source;
        this.progress = progress;
        this.checked = checked;
    }

    /** {@code packages} in the user's cache. */
    public static PackageCache of(Map<String, String> environment, Consumer<String> progress) {
        return new PackageCache(CacheFolder.of(environment).resolve("packages"), new Npm(), progress, CHECKED);
    }

    /**
     * A file of a package, fetched if need be and checked.
     *
     * @param pack {@code NAME@VERSION}
     * @param path within the package
     * @param sha256 what the card says; another digest is refused
     */
    public Path file(String pack, String path, Digest sha256) {
        Path folder = folder(pack);
        Path file = file(pack, path);
        try {
            Digest found = Digest.ofFile(file);
            if (!found.equals(sha256)) {
                throw new InputError("%s has sha256 %s, expected %s: delete %s to fetch it again, or correct the card"
                        .formatted(file, found.hex(), sha256.hex(), folder));
            }
            return file;
        } catch (IOException e) {
            throw new InputError(
                    "%s cannot be read (%s): delete %s to fetch it again".formatted(file, e.getMessage(), folder), e);
        }
    }

    /** The folder of the packages. */
    public Path root() {
        return root;
    }

    /** A file of a package, fetched if need be; who opens it checks it. */
    public Path file(String pack, String path) {
        Path folder = folder(pack);
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            throw new InputError("package %s has no file \"%s\": correct the path or the version in the card that names"
                            .formatted(pack, path)
                    + " it");
        }
        return file;
    }

    /**
     * The package's folder, fetched if need be.
     *
     * @throws InputError if it cannot be fetched, or if a file of it is not as it was unpacked
     */
    public synchronized Path folder(String pack) {
        PackageName name = PackageName.parse(pack);
        Path folder = root.resolve(name.folder());
        if (Files.isDirectory(folder)) {
            check(folder);
            return folder;
        }
        Path placed = root.resolve(name.tarball());
        Path work = workFolder(folder);
        try {
            try {
                Path unpacked = Files.createDirectory(work.resolve("unpacked"));
                Tarball.unpack(tarball(name, placed, work), unpacked);
                Manifest.write(unpacked);
                publish(unpacked, folder);
                checked.add(folder);
                return folder;
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new InputError(
                    "package %s is needed, but %s: install npm and go online, or put its tarball at %s"
                            .formatted(name, e.getMessage(), placed),
                    e);
        }
    }

    /** Once: a process does not look at thousands of photos each time that it opens one. */
    private void check(Path folder) {
        if (checked.contains(folder)) {
            return;
        }
        try {
            Optional<String> changed = Manifest.changed(folder);
            if (changed.isPresent()) {
                throw new InputError("%s was changed after it was unpacked: delete %s to fetch it again"
                        .formatted(folder.resolve(changed.get()), folder));
            }
            checked.add(folder);
        } catch (IOException e) {
            throw new InputError(
                    "%s cannot be read (%s): delete it to fetch it again".formatted(folder, IoReason.of(e)), e);
        }
    }

    private Path workFolder(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            return Files.createTempDirectory(root, ".fetching-");
        } catch (IOException e) {
            throw new InputError(
                    "packages cannot be kept in %s (%s): set VISOR_CACHE to a folder that you may write"
                            .formatted(root, e),
                    e);
        }
    }

    private Path tarball(PackageName name, Path placed, Path work) throws IOException {
        if (Files.isRegularFile(placed)) {
            return placed;
        }
        progress.accept("fetching package " + name + " with npm, once, into " + root);
        return source.fetch(name, work);
    }

    /** Renames in one step; where another process was faster, its folder stays. */
    private static void publish(Path unpacked, Path folder) throws IOException {
        try {
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
