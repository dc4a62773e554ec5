package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Template;
import dev.visor.dataset.Template.Member;
import dev.visor.dataset.pairs.PairFolds;
import dev.visor.dataset.pairs.UnnamedPeople;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * IJB-B and IJB-C as InsightFace's evaluation has them: photos in {@code loose_crop/}, and in {@code meta/} or beside it
 * the lists {@code *_face_tid_mid.txt} (image, template, medium), {@code *_template_pair_label.txt} (two templates, 1 or
 * 0) and {@code *_name_5pts_score.txt} (image, five points, detector score).
 *
 * <p>Only templates in pairs are read. Ids are {@code template-N} and images' names without ending. Nobody has a name.
 * Folds are stretches of the list of pairs.
 */
public final class Ijb implements DataSetReader {

    /** The number of pairs that a record can hold; IJB-C itself has 15.7 million. */
    static final int MOST_PAIRS = 500_000;

    private static final String PHOTOS = "loose_crop";

    private static final String MEMBERS = "_face_tid_mid.txt";

    private static final String PAIRS = "_template_pair_label.txt";

    private static final String POINTS = "_name_5pts_score.txt";

    /** A pair of templates by their places among those that pairs name. */
    private record Pair(int line, int first, int second, boolean same) {}

    /** A photo of a template. */
    private record Entry(int line, String image, int medium) {}

    /** The place of a face, and how sure the detector was. */
    private record Found(Landmarks landmarks, double score) {}

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, "the folder " + PHOTOS + " and IJB's lists");
        Path photos = folder.resolve(PHOTOS);
        Folders.requireFolder(photos, "the photos that IJB's lists name");
        Path pairList = list(folder, PAIRS);
        Path memberList = list(folder, MEMBERS);
        Map<Integer, Integer> places = new LinkedHashMap<>();
        List<Pair> pairs = pairs(pairList, places);
        Map<Integer, List<Entry>> members = members(memberList, places::containsKey);
        UnnamedPeople people = people(pairList, pairs, places, members);
        Map<String, Found> found = points(list(folder, POINTS));

        Map<String, FacePhoto> shown = new LinkedHashMap<>();
        List<Template> templates = new ArrayList<>();
        places.forEach((number, place) -> {
            List<Entry> own = members.get(number);
            if (own == null) {
                throw new InputError("%s: it has no image of template %d, which %s names; complete the list"
                        .formatted(memberList, number, pairList));
            }
            List<Member> faces = new ArrayList<>();
            for (Entry entry : own) {
                Found at = Optional.ofNullable(found.get(entry.image()))
                        .orElseThrow(() -> missing(memberList, entry, "no line of *" + POINTS + " tells its points"));
                Path file = photo(photos, memberList, entry);
                FacePhoto photo = shown.computeIfAbsent(
                        entry.image(),
                        image -> new FacePhoto(
                                new PhotoId(Folders.stem(file)),
                                people.nameOf(place),
                                file,
                                Optional.of(at.landmarks())));
                faces.add(new Member(photo, entry.medium(), at.score()));
            }
            templates.add(new Template(new PhotoId("template-" + number), people.nameOf(place), faces));
        });
        requireDistinct(memberList, shown);
        return new DataSet(id, List.copyOf(shown.values()), labelled(pairList, pairs, templates));
    }

    private static List<LabelledPair> labelled(Path list, List<Pair> pairs, List<Template> templates) {
        int[] folds = PairFolds.byPosition(pairs.stream().map(Pair::same).toList());
        List<LabelledPair> labelled = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            Pair pair = pairs.get(i);
            labelled.add(new LabelledPair(folds[i], templates.get(pair.first()), templates.get(pair.second())));
        }
        PairFolds.require(labelled, list.toString());
        return labelled;
    }

    /** The one list of a kind. */
    private static Path list(Path folder, String ending) {
        Path within = Files.isDirectory(folder.resolve("meta")) ? folder.resolve("meta") : folder;
        List<Path> lists = Folders.list(
                within, file -> Files.isRegularFile(file) && file.toString().endsWith(ending));
        if (lists.size() != 1) {
            throw new InputError(
                    "%s: it holds %d lists named *%s, expected one".formatted(within, lists.size(), ending));
        }
        return lists.get(0);
    }

    private static List<Pair> pairs(Path list, Map<Integer, Integer> places) {
        List<Pair> pairs = new ArrayList<>();
        WordLines.read(list, 3, "two templates and 0 or 1", line -> {
            int label = line.whole(2);
            if (label != 0 && label != 1) {
                throw line.wrong("expected 1 for the same person or 0 for two as word 3");
            }
            if (pairs.size() == MOST_PAIRS) {
                throw new InputError(String.format(
                        Locale.ROOT,
                        "%s: it has more than the %,d pairs that a record holds; take a part of the list",
                        list,
                        MOST_PAIRS));
            }
            int first = places.computeIfAbsent(line.whole(0), number -> places.size());
            int second = places.computeIfAbsent(line.whole(1), number -> places.size());
            if (first == second) {
                throw line.wrong("a template is compared with itself");
            }
            pairs.add(new Pair(line.number(), first, second, label == 1));
        });
        return pairs;
    }

    private static Map<Integer, List<Entry>> members(Path list, Predicate<Integer> asked) {
        Map<Integer, List<Entry>> members = new HashMap<>();
        WordLines.read(list, 3, "an image, its template and its medium", line -> {
            int template = line.whole(1);
            int medium = line.whole(2);
            if (asked.test(template)) {
                members.computeIfAbsent(template, t -> new ArrayList<>())
                        .add(new Entry(line.number(), line.words()[0], medium));
            }
        });
        return members;
    }

    private static Map<String, Found> points(Path list) {
        Map<String, Found> found = new HashMap<>();
        WordLines.read(list, 12, "an image, five points and a score", line -> {
            List<Point> points = new ArrayList<>();
            for (int word = 1; word < 11; word += 2) {
                points.add(new Point(line.number(word), line.number(word + 1)));
            }
            double score = line.number(11);
            if (!(score > 0) || points.stream().distinct().count() < 2) {
                throw line.wrong("expected five points that differ and a score above 0");
            }
            found.put(line.words()[0], new Found(Landmarks.of(points), score));
        });
        return found;
    }

    /** Templates of one person: those of a pair that says so, and those that share an image. */
    private static UnnamedPeople people(
            Path list, List<Pair> pairs, Map<Integer, Integer> places, Map<Integer, List<Entry>> members) {
        UnnamedPeople people = new UnnamedPeople(places.size());
        Map<String, Integer> owners = new HashMap<>();
        members.forEach((template, entries) -> entries.forEach(entry -> {
            Integer other = owners.putIfAbsent(entry.image(), places.get(template));
            if (other != null) {
                people.join(other, places.get(template));
            }
        }));
        pairs.stream().filter(Pair::same).forEach(pair -> people.join(pair.first(), pair.second()));
        for (Pair pair : pairs) {
            if (!pair.same() && people.connected(pair.first(), pair.second())) {
                throw new InputError(String.format(
                                Locale.ROOT,
                                "%s:%d: the two templates are two people here, but one person by other lines; correct",
                                list,
                                pair.line())
                        + " the list");
            }
        }
        return people;
    }

    private static Path photo(Path photos, Path list, Entry entry) {
        try {
            Path file = photos.resolve(entry.image()).normalize();
            if (file.startsWith(photos.normalize()) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Falls through to the sentence below.
        }
        throw missing(list, entry, "there is no such photo in " + photos);
    }

    private static InputError missing(Path list, Entry entry, String what) {
        return new InputError("%s:%d: %s: %s".formatted(list, entry.line(), entry.image(), what));
    }

    private static void requireDistinct(Path list, Map<String, FacePhoto> shown) {
        Map<PhotoId, FacePhoto> ids = new HashMap<>();
        shown.values().forEach(photo -> {
            FacePhoto twin = ids.putIfAbsent(photo.id(), photo);
            if (twin != null) {
                throw new InputError("%s: %s and %s would both have the id %s; rename one"
                        .formatted(list, twin.file().getFileName(), photo.file().getFileName(), photo.id()));
            }
        });
    }
}
