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
    static final Comparator<Path> BY_NAME = Comparator.comparing(Folders::padded);

    /** Images beside the subjects' folders belong to nobody. */
    private static final String LOOSE = "images in no subject's folder";

    /**
     * The photos of all sub-folders.
     *
     * @param id a photo's id from its subject's name and the file's, without ending
     * @param landmarks by path within the folder, with {@code /}, composed
     */
    static Folders of(Path folder, BiFunction<String, String, String> id, Map<String, Landmarks> landmarks) {
        return of(folder, list(folder, Files::isDirectory), List.of(folder), id, landmarks);
    }

    /**
     * The photos of the folders within all sub-folders: {@code subject/any/photo}.
     *
     * @param id from the subject's name, and the inner folder's with the file's, joined by {@code _}
     */
    static Folders nested(Path folder, BiFunction<String, String, String> id, Map<String, Landmarks> landmarks) {
        List<Path> subjects = list(folder, Files::isDirectory);
        List<Path> inner = subjects.stream()
                .flatMap(subject -> list(subject, Files::isDirectory).stream())
                .toList();
        return of(
                folder,
                inner,
                Stream.concat(Stream.of(folder), subjects.stream()).toList(),
                id,
                landmarks);
    }

    /** @param outside where photos would belong to nobody */
    private static Folders of(
            Path folder,
            List<Path> holding,
            List<Path> outside,
            BiFunction<String, String, String> id,
            Map<String, Landmarks> landmarks) {
        List<PhotoFiles> files = holding.parallelStream().map(PhotoFiles::in).toList();
        Map<PhotoId, FacePhoto> photos = new LinkedHashMap<>();
        for (int i = 0; i < holding.size(); i++) {
            Path within = folder.relativize(holding.get(i));
            Names.requireSubject(folder.resolve(within.getName(0)));
            String subject = within.getName(0).toString();
            List<Path> own = files.get(i).photos().stream().sorted(BY_NAME).toList();
            Names.requireDistinct(own);
            for (Path file : own) {
                String stem = within.getNameCount() > 1 ? within.getName(1) + "_" + stem(file) : stem(file);
                FacePhoto photo = new FacePhoto(
                        new PhotoId(id.apply(subject, stem)),
                        new SubjectId(subject),
                        file,
                        Optional.ofNullable(landmarks.get(
                                Names.composed(folder.relativize(file).toString()))));
                FacePhoto twin = photos.putIfAbsent(photo.id(), photo);
                if (twin != null) {
                    throw new InputError("%s and %s: both photos would have the id %s; rename or remove one"
                            .formatted(twin.file(), file, photo.id()));
                }
            }
        }
        int loose = outside.stream()
                .mapToInt(one -> PhotoFiles.in(one).photos().size())
                .sum();
        return new Folders(
                new ArrayList<>(photos.values()),
                PhotoFiles.sum(
                        Stream.concat(files.stream().map(PhotoFiles::leftOut), Stream.of(Map.of(LOOSE, loose)))));
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
