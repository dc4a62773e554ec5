package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One folder a subject, in an order that no file system can change.
 *
 * @param photos sorted by folder, then by file
 * @param leftOut how many other things lie among them, by what they are
 */
record Folders(List<FacePhoto> photos, Map<String, Integer> leftOut) {

    /** "s2" before "s10": by the number at the end where names are otherwise alike, else by name. */
    private static final Comparator<Path> BY_NAME = Comparator.comparing(Folders::padded);

    /** Images beside the subjects' folders belong to nobody. */
    private static final String LOOSE = "images in no subject's folder";

    /**
     * The photos of all sub-folders.
     *
     * @param id a photo's id from its subject's name and the file's, without ending
     * @param landmarks by path within the folder, with {@code /}, composed
     */
    static Folders of(Path folder, BiFunction<String, String, String> id, Map<String, Landmarks> landmarks) {
        List<Path> subjects = list(folder, Files::isDirectory);
        List<PhotoFiles> files = subjects.parallelStream().map(PhotoFiles::in).toList();
        Map<PhotoId, FacePhoto> photos = new LinkedHashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            Names.requireSubject(subjects.get(i));
            String name = subjects.get(i).getFileName().toString();
            List<Path> own = files.get(i).photos().stream().sorted(BY_NAME).toList();
            Names.requireDistinct(own);
            for (Path file : own) {
                FacePhoto photo = new FacePhoto(
                        new PhotoId(id.apply(name, stem(file))),
                        new SubjectId(name),
                        file,
                        Optional.ofNullable(landmarks.get(Names.composed(name + "/" + file.getFileName()))));
                FacePhoto twin = photos.putIfAbsent(photo.id(), photo);
                if (twin != null) {
                    throw new InputError("%s and %s: both photos would have the id %s; rename or remove one"
                            .formatted(twin.file(), file, photo.id()));
                }
            }
        }
        return new Folders(
                new ArrayList<>(photos.values()),
                PhotoFiles.sum(Stream.concat(
                        files.stream().map(PhotoFiles::leftOut),
                        Stream.of(Map.of(LOOSE, PhotoFiles.in(folder).photos().size())))));
    }

    static void requireFolder(Path folder, String expected) {
        if (!Files.isDirectory(folder)) {
            throw new InputError("%s: there is no such folder; expected %s".formatted(folder, expected));
        }
    }

    static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.filter(e -> !e.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .sorted(BY_NAME)
                    .toList();
            Names.requireDistinct(all);
            return all;
        } catch (IOException e) {
            throw new InputError("%s: the folder cannot be listed (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String padded(Path path) {
        String stem = stem(path);
        int digits = stem.length();
        while (digits > 0 && stem.charAt(digits - 1) >= '0' && stem.charAt(digits - 1) <= '9') {
            digits--;
        }
        String number = stem.substring(digits);
        return stem.substring(0, digits) + "0".repeat(Math.max(0, 12 - number.length())) + number + path.getFileName();
    }
}
