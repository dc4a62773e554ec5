package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Landmarks;
import dev.visor.core.text.PlainName;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.layout.PairLines.Line;
import dev.visor.dataset.pairs.PairFolds;
import dev.visor.dataset.pairs.UnnamedPeople;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of pairs of photos, and whether each shows one person; nobody has a name. Paths are relative to a folder of
 * photos and stay within it. Ids are those paths without ending, {@code _} for {@code /}.
 *
 * <p>A {@code landmarks.csv} beside the list, or else in the folder of photos, tells where the faces are.
 */
public final class PairList implements DataSetReader {

    private static final String LANDMARKS = "landmarks.csv";

    private final PairLines form;
    private final Optional<Path> photos;

    /** @param photos the folder of photos; empty for the list's own */
    public PairList(PairLines form, Optional<Path> photos) {
        this.form = form;
        this.photos = photos;
    }

    @Override
    public DataSet read(String id, Path list) {
        if (!Files.isRegularFile(list)) {
            throw new InputError("%s: there is no such file; expected a list of pairs".formatted(list));
        }
        Path beside = list.toAbsolutePath().getParent();
        List<Line> lines = form.of(list);
        Listed listed = new Listed(list, photos.orElse(beside), landmarks(beside));
        int[][] ends = new int[lines.size()][];
        for (int i = 0; i < ends.length; i++) {
            Line line = lines.get(i);
            ends[i] = new int[] {listed.number(line, line.first()), listed.number(line, line.second())};
        }
        List<FacePhoto> all = listed.photos(people(list, lines, ends, listed.size()));
        int[] folds = PairFolds.byPosition(lines.stream().map(Line::same).toList());
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            pairs.add(new LabelledPair(lines.get(i).fold().orElse(folds[i]), all.get(ends[i][0]), all.get(ends[i][1])));
        }
        PairFolds.require(pairs, list.toString());
        return new DataSet(id, all, pairs);
    }

    private Map<String, Landmarks> landmarks(Path beside) {
        Path own = beside.resolve(LANDMARKS);
        return LandmarksFile.read(
                Files.exists(own) ? own : photos.orElse(beside).resolve(LANDMARKS));
    }

    /** Finds the photos that show one person; a list that contradicts itself would be judged by whichever line comes last. */
    private static UnnamedPeople people(Path list, List<Line> lines, int[][] ends, int photos) {
        UnnamedPeople people = new UnnamedPeople(photos);
        for (int i = 0; i < ends.length; i++) {
            if (ends[i][0] == ends[i][1]) {
                throw wrong(list, lines.get(i), "a photo is compared with itself; name another or remove the line");
            }
            if (lines.get(i).same()) {
                people.join(ends[i][0], ends[i][1]);
            }
        }
        for (int i = 0; i < ends.length; i++) {
            if (!lines.get(i).same() && people.connected(ends[i][0], ends[i][1])) {
                throw wrong(
                        list,
                        lines.get(i),
                        "%s and %s are two people here, but one person by other lines; correct the list"
                                .formatted(lines.get(i).first(), lines.get(i).second()));
            }
        }
        return people;
    }

    private static InputError wrong(Path list, Line line, String what) {
        return new InputError("%s:%d: %s".formatted(list, line.number(), what));
    }

    /** The photos that a list names, each once, in the order in which it names them. */
    private static final class Listed {

        private final Path list;
        private final Path folder;
        private final Map<String, Landmarks> landmarks;
        private final Map<Path, Integer> numbers = new LinkedHashMap<>();
        private final Map<String, Path> ids = new LinkedHashMap<>();

        Listed(Path list, Path folder, Map<String, Landmarks> landmarks) {
            this.list = list;
            this.folder = folder;
            this.landmarks = landmarks;
        }

        int size() {
            return numbers.size();
        }

        int number(Line line, String written) {
            Path path = path(line, written);
            Integer known = numbers.get(path);
            if (known != null) {
                return known;
            }
            if (!Files.isRegularFile(folder.resolve(path))) {
                throw wrong(
                        list,
                        line,
                        "there is no photo %s in %s; complete the photos, or tell their folder as params.photos of the card"
                                .formatted(written, folder));
            }
            Path parent = path.getParent();
            String stem = Folders.stem(path);
            String id = (parent == null ? stem : parent.resolve(stem).toString()).replace('/', '_');
            Path twin = ids.putIfAbsent(id, path);
            if (twin != null) {
                throw wrong(list, line, "%s and %s would both have the id %s; rename one".formatted(twin, path, id));
            }
            if (!PlainName.is(id)) {
                throw wrong(
                        list, line, "\"%s\" gives the id \"%s\", expected %s".formatted(written, id, PlainName.RULE));
            }
            numbers.put(path, numbers.size());
            return numbers.size() - 1;
        }

        private Path path(Line line, String written) {
            try {
                Path path = Path.of(written.strip()).normalize();
                if (!written.isBlank()
                        && !path.isAbsolute()
                        && !path.startsWith("..")
                        && !path.toString().isEmpty()) {
                    return path;
                }
            } catch (InvalidPathException e) {
                // Falls through to the sentence below.
            }
            throw wrong(list, line, "expected the path of a photo within %s, got \"%s\"".formatted(folder, written));
        }

        List<FacePhoto> photos(UnnamedPeople people) {
            List<FacePhoto> all = new ArrayList<>();
            ids.forEach((id, path) -> all.add(new FacePhoto(
                    new PhotoId(id),
                    people.nameOf(all.size()),
                    folder.resolve(path),
                    Optional.ofNullable(landmarks.get(Names.composed(path.toString()))))));
            return all;
        }
    }
}
