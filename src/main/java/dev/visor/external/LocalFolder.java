package dev.visor.external;

import dev.visor.core.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder beside an entry's YAML file, with the digests that its files had when the entry was read.
 *
 * <p>As text, in keys and records, it is its name, how many files it holds, and a digest of them all.
 *
 * @param name as it was written, relative to the entry's folder
 * @param files by their names within the folder, with {@code /} between folders
 */
public record LocalFolder(String name, LocalFiles files) {

    /** More files are no folder of results. */
    private static final int MOST = 1_000_000;

    /**
     * Digests all files of a folder and of the folders in it; links and files whose names begin with a dot are passed over.
     *
     * @throws IOException if one cannot be read, or there are too many
     */
    public static LocalFolder of(Path entry, String name) throws IOException {
        Path folder = entry.resolve(name).normalize();
        try (Stream<Path> all = Files.walk(folder)) {
            SortedSet<String> names = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.startsWith(".") && !file.contains("/."))
                    .limit(MOST + 1L)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (names.size() > MOST) {
                throw new IOException(String.format(Locale.ROOT, "it holds more than %,d files", MOST));
            }
            return new LocalFolder(name, LocalFiles.of(folder, names));
        }
    }

    /** Returns the names of the files right in a folder of it, in the order of the alphabet. */
    public List<String> in(String folder) {
        return files.sha256().keySet().stream()
                .filter(file -> file.startsWith(folder + "/") && file.indexOf('/', folder.length() + 1) < 0)
                .toList();
    }

    /** Returns its name, the number of its files, and their digest. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%d files) %s",
                name,
                files.sha256().size(),
                Digest.of(files.toString()).hex());
    }
}
