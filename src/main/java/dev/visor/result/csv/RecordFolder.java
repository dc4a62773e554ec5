package dev.visor.result.csv;

import dev.visor.core.InputError;
import dev.visor.core.file.RegularFile;
import dev.visor.core.text.PlainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of a record that a stranger may have made: the one way to its files, which are regular and lie within it.
 *
 * <p>Links inside are never followed, be they files or folders, for they would show the reader's own files to whoever gets the
 * report. The folder itself may be a link: the reader named it.
 */
public final class RecordFolder {

    /** Most entries of a folder: more than any record holds, and few enough to list. */
    private static final int MOST_ENTRIES = 100_000;

    /** Most folders in folders; pictures lie three deep. */
    private static final int DEPTH = 16;

    private final Path directory;

    public RecordFolder(Path directory) {
        this.directory = directory;
    }

    /** Whether something has that name, of whatever kind; what is no regular file is refused when it is opened. */
    public boolean has(String... names) {
        return Files.exists(path(names), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens a file.
     *
     * @param most bytes that it may hold
     * @throws InputError if it is no regular file within the folder, or larger
     * @throws IOException if it is missing or cannot be read
     */
    public InputStream open(long most, String... names) throws IOException {
        Path file = path(names);
        requireWithin(file);
        return RegularFile.open(file, most, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a text, as {@link #open}; bytes that are no UTF-8 are an {@link IOException}. */
    public Reader text(long most, String... names) throws IOException {
        return new BufferedReader(
                new InputStreamReader(open(most, names), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    }

    /** All of a file, as {@link #open}. */
    public byte[] bytes(int most, String... names) throws IOException {
        try (InputStream in = open(most, names)) {
            return in.readAllBytes();
        }
    }

    /** The names of the files in a folder of it, sorted; none if there is no such folder. */
    public List<String> files(String... names) {
        return list(path(names), file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** The names of the folders in a folder of it, sorted; none if there is no such folder. */
    public List<String> folders(String... names) {
        return list(path(names), file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    private List<String> list(Path folder, Predicate<Path> kind) {
        List<String> names = new ArrayList<>();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return names;
        }
        requireWithin(folder.resolve("any"));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputError(folder + " is no folder, as it is in a run's record");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            int seen = 0;
            for (Path entry : entries) {
                if (++seen > MOST_ENTRIES) {
                    throw new InputError(
                            "%s holds more than %d files, which no record does".formatted(folder, seen - 1));
                }
                if (kind.test(entry)) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new InputError("%s cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
        names.sort(null);
        return names;
    }

    /** Returns what is neither a regular file nor a folder, by its name within this one: a word for its kind. */
    public Map<String, String> irregular() {
        Map<String, String> irregular = new TreeMap<>();
        try {
            Path real = directory.toRealPath();
            try (Stream<Path> all = Files.walk(real, DEPTH).limit(MOST_ENTRIES)) {
                for (Path entry : (Iterable<Path>) all::iterator) {
                    Optional<String> kind = RegularFile.otherKind(entry);
                    kind.ifPresent(word -> irregular.put(real.relativize(entry).toString(), word));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InputError("%s cannot be listed: %s".formatted(directory, e.getMessage()), e);
        }
        return irregular;
    }

    /** Returns the path of names, from the folder downwards. */
    private Path path(String... names) {
        Path path = directory;
        for (String name : names) {
            if (!PlainName.is(name)) {
                throw new InputError("\"%s\" cannot be in %s: expected %s".formatted(name, path, PlainName.RULE));
            }
            path = path.resolve(name);
        }
        return path;
    }

    /** No folder on the way from the record to the file is a link. */
    private void requireWithin(Path file) {
        for (Path folder = file.getParent(); folder != null && !folder.equals(directory); folder = folder.getParent()) {
            if (Files.isSymbolicLink(folder)) {
                throw new InputError("%s is a link, which is not followed out of a run's record".formatted(folder));
            }
        }
    }
}
