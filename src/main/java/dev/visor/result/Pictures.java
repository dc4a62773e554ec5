package dev.visor.result;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import dev.visor.core.file.WholeFile;
import dev.visor.result.csv.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code pictures.csv}: the digest of every picture of a face that the run put into its folder {@code images/}. */
final class Pictures {

    static final String FILE = "pictures.csv";
    static final List<String> COLUMNS = List.of("picture", "sha256");

    private static final String FOLDER = "images";

    private Pictures() {}

    /** Writes the table of pictures; of a run without pictures there is none. */
    static void write(Path directory) {
        Map<String, Path> pictures = pictures(directory);
        if (pictures.isEmpty()) {
            remove(directory.resolve(FILE));
            return;
        }
        CsvWriter.whole(
                directory.resolve(FILE),
                COLUMNS,
                pictures.entrySet().stream().map(picture -> List.of(picture.getKey(), sha256(picture.getValue()))));
    }

    /** Finds the pictures that were changed or put there after the table was written. */
    static List<Alteration> alterations(Path directory) {
        Map<String, String> written = new TreeMap<>();
        RecordFile.PICTURES.table(directory).each(row -> written.put(row.text("picture"), row.text("sha256")));
        List<Alteration> all = new ArrayList<>();
        pictures(directory).forEach((name, file) -> {
            String expected = written.get(name);
            if (expected == null) {
                all.add(new Alteration(name, "was put there after the run ended"));
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !sha256(file).equals(expected)) {
                all.add(new Alteration(name, "was changed after the run ended"));
            }
        });
        return all;
    }

    /** Removes all pictures. */
    static void discard(Path directory) {
        pictures(directory).values().forEach(Pictures::remove);
    }

    /** The folders that hold them. */
    static List<Path> folders(Path directory) {
        return below(directory, Pictures::isFolder);
    }

    /** Returns the pictures by their names within the record, the same on every machine. */
    private static Map<String, Path> pictures(Path directory) {
        Map<String, Path> pictures = new TreeMap<>();
        below(directory, file -> !isFolder(file))
                .forEach(file ->
                        pictures.put(directory.relativize(file).toString().replace('\\', '/'), file));
        return pictures;
    }

    /** Lists the paths below the folder of pictures; links are not followed. */
    private static List<Path> below(Path directory, Predicate<Path> which) {
        Path folder = directory.resolve(FOLDER);
        if (!isFolder(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(which).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean isFolder(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String sha256(Path file) {
        try {
            return Digest.ofFile(file).hex();
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }
}
