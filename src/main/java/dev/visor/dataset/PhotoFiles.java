package dev.visor.dataset;

import dev.visor.core.InputError;
import dev.visor.dataset.image.ImageKind;
import dev.visor.dataset.image.OtherImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The photos of a folder, told by what its files hold and not by what they are called.
 *
 * @param photos in no particular order
 * @param leftOut how many other entries there are, by what they are
 */
public record PhotoFiles(List<Path> photos, Map<String, Integer> leftOut) {

    private static final String HIDDEN = "hidden";

    private static final String FOLDER = "folders within a folder of photos";

    private static final String NO_FILE = "no files";

    private static final String CLOSED = "files that cannot be opened";

    private static final String EMPTY = "empty files";

    private static final String NO_IMAGE = "no images";

    public PhotoFiles {
        photos = List.copyOf(photos);
        leftOut = Map.copyOf(leftOut);
    }

    /** @throws InputError if the folder cannot be listed */
    public static PhotoFiles in(Path folder) {
        List<Path> photos = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> {
                String kind = kind(entry);
                if (kind.isEmpty()) {
                    photos.add(entry);
                } else {
                    leftOut.merge(kind, 1, Integer::sum);
                }
            });
        } catch (IOException e) {
            throw new InputError("%s: the folder cannot be listed (%s)".formatted(folder, e.getMessage()), e);
        }
        return new PhotoFiles(photos, leftOut);
    }

    /** Counts of several folders together. */
    public static Map<String, Integer> sum(Stream<Map<String, Integer>> counts) {
        Map<String, Integer> all = new TreeMap<>();
        counts.forEach(some -> some.forEach((kind, count) -> all.merge(kind, count, Integer::sum)));
        all.values().removeIf(count -> count == 0);
        return all;
    }

    /** {@code 12 HEIC, 1 hidden}. */
    public static String told(Map<String, Integer> leftOut) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(leftOut).forEach((kind, count) -> parts.add(count + " " + kind));
        return String.join(", ", parts);
    }

    /**
     * Names the kind of an entry that is no photo; empty if it is one. A device or pipe is not opened: it may never
     * end.
     */
    private static String kind(Path entry) {
        if (entry.getFileName().toString().startsWith(".")) {
            return HIDDEN;
        }
        if (!Files.isRegularFile(entry)) {
            return Files.isDirectory(entry) ? FOLDER : NO_FILE;
        }
        try (InputStream in = Files.newInputStream(entry)) {
            byte[] head = in.readNBytes(ImageKind.HEAD);
            if (head.length == 0) {
                return EMPTY;
            }
            return ImageKind.of(head).isPresent() ? "" : OtherImages.name(head).orElse(NO_IMAGE);
        } catch (IOException e) {
            return CLOSED;
        }
    }
}
