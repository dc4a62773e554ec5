package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One folder with everybody's photos, whose names say who it is: {@code {person}_{number}}, or AgeDB's
 * {@code {id}_{person}_{age}_{gender}}. Ids are file names without ending.
 *
 * <p>A word in braces stands for letters without {@code _}, but {@code {person}} for as many as the others leave; what is
 * in no braces stands for itself.
 */
public final class NamedFiles implements DataSetReader {

    private static final Pattern WORD = Pattern.compile("\\{([a-z]+)\\}");

    private static final String EXPECTED = "photos of everybody, named by the shape that the card tells";

    private final String shape;
    private final Pattern names;

    /**
     * @param shape of the names, without ending
     * @throws IllegalArgumentException unless it holds {@code {person}} once
     */
    public NamedFiles(String shape) {
        this.shape = shape;
        StringBuilder pattern = new StringBuilder();
        int people = 0;
        int end = 0;
        Matcher word = WORD.matcher(shape);
        while (word.find()) {
            pattern.append(Pattern.quote(shape.substring(end, word.start())));
            boolean person = word.group(1).equals("person");
            people += person ? 1 : 0;
            pattern.append(person ? "(.+)" : "[^_]+");
            end = word.end();
        }
        pattern.append(Pattern.quote(shape.substring(end)));
        if (people != 1) {
            throw new IllegalArgumentException(
                    "names must hold {person} once, such as {person}_{number}, got \"" + shape + "\"");
        }
        this.names = Pattern.compile(pattern.toString());
    }

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        PhotoFiles files = PhotoFiles.in(folder);
        List<Path> all = files.photos().stream().sorted(Folders.BY_NAME).toList();
        if (all.isEmpty()) {
            throw new InputError("%s: it holds no photos; expected %s (%s)".formatted(folder, EXPECTED, shape));
        }
        Names.requireDistinct(all);
        Map<String, Landmarks> landmarks = LandmarksFile.read(folder.resolve("landmarks.csv"));
        Map<String, Path> seen = new HashMap<>();
        List<FacePhoto> photos = all.stream()
                .map(file -> photo(file, landmarks))
                .peek(photo -> {
                    Path twin = seen.putIfAbsent(photo.id().value(), photo.file());
                    if (twin != null) {
                        throw new InputError("%s and %s: both photos would have the id %s; rename or remove one"
                                .formatted(twin, photo.file(), photo.id()));
                    }
                })
                .toList();
        return new DataSet(id, photos, List.of(), files.leftOut());
    }

    private FacePhoto photo(Path file, Map<String, Landmarks> landmarks) {
        String stem = Folders.stem(file);
        Matcher name = names.matcher(stem);
        if (!name.matches() || name.group(1).isBlank() || name.group(1).equals("-")) {
            throw new InputError(
                    "%s: its name is not of the shape %s that the data set's card tells; rename or remove it"
                            .formatted(file, shape));
        }
        return new FacePhoto(
                new PhotoId(stem),
                new SubjectId(name.group(1)),
                file,
                Optional.ofNullable(
                        landmarks.get(Names.composed(file.getFileName().toString()))));
    }
}
