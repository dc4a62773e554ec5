package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.pairs.PairFolds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * LFW's lists of pairs: lines {@code name i j} of the same person and {@code name i name j} of two.
 *
 * <p>View 2, {@code pairs.txt}, begins with {@code folds<TAB>n}, and each fold has n lines of either kind; View 1,
 * {@code pairsDevTrain.txt} and {@code pairsDevTest.txt}, begins with {@code n}, and has n lines of either kind. A list
 * may also begin with its first pair. Where no folds are told, {@link PairFolds#byPosition} makes them.
 */
final class LfwPairs {

    private final Path file;
    private final List<String> lines;
    private final Map<PhotoId, FacePhoto> photos;

    private LfwPairs(Path file, List<FacePhoto> photos) {
        this.file = file;
        this.lines = LandmarksFile.lines(file);
        this.photos = photos.stream().collect(Collectors.toMap(FacePhoto::id, Function.identity()));
    }

    /** The pairs in the file's order, folds counted from 1; empty if there is no such file. */
    static List<LabelledPair> read(Path file, List<FacePhoto> photos) {
        return Files.exists(file) ? new LfwPairs(file, photos).pairs() : List.of();
    }

    private List<LabelledPair> pairs() {
        String[] header = fields(0);
        if (header.length == 1 && header[0].matches("[0-9]+")) {
            int half = number(0, header[0]);
            List<LabelledPair> pairs = pairsFrom(1);
            long genuine = pairs.stream().filter(LabelledPair::genuine).count();
            if (genuine != half || pairs.size() != 2L * half) {
                throw new InputError("%s: it announces %d + %d pairs, but holds %d + %d; get the file again"
                        .formatted(file, half, half, genuine, pairs.size() - genuine));
            }
            return inFolds(pairs);
        }
        if (header.length == 3 || header.length == 4) {
            return inFolds(pairsFrom(0));
        }
        if (header.length != 2) {
            throw at(0, "expected the number of folds and of pairs of each kind in a fold, such as \"10<TAB>300\"");
        }
        int folds = number(0, header[0]);
        int half = number(0, header[1]);
        if (lines.size() < 1 + 2L * folds * half) {
            throw new InputError("%s: %d folds of %d + %d pairs need %d lines, but it has %d; get the file again"
                    .formatted(file, folds, half, half, 1 + 2L * folds * half, lines.size()));
        }
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = 0; i < 2 * folds * half; i++) {
            pairs.add(pair(i + 1, i / (2 * half) + 1, i / half % 2 == 0));
        }
        return pairs;
    }

    /** All pairs from a line on, told apart by how many words they have. */
    private List<LabelledPair> pairsFrom(int from) {
        List<LabelledPair> pairs = new ArrayList<>();
        for (int line = from; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                pairs.add(pair(line, 0, fields(line).length == 3));
            }
        }
        return pairs;
    }

    private List<LabelledPair> inFolds(List<LabelledPair> pairs) {
        int[] folds =
                PairFolds.byPosition(pairs.stream().map(LabelledPair::genuine).toList());
        for (int i = 0; i < folds.length; i++) {
            pairs.set(
                    i,
                    new LabelledPair(
                            folds[i], pairs.get(i).first(), pairs.get(i).second()));
        }
        PairFolds.require(pairs, file.toString());
        return pairs;
    }

    private LabelledPair pair(int line, int fold, boolean genuine) {
        String[] fields = fields(line);
        if (fields.length != (genuine ? 3 : 4)) {
            throw at(line, genuine ? "expected \"name<TAB>i<TAB>j\"" : "expected \"name<TAB>i<TAB>name<TAB>j\"");
        }
        return new LabelledPair(
                fold,
                photo(line, fields[0], fields[1]),
                photo(line, genuine ? fields[0] : fields[2], fields[fields.length - 1]));
    }

    private FacePhoto photo(int line, String name, String number) {
        PhotoId id = new PhotoId(String.format(Locale.ROOT, "%s_%04d", name, number(line, number)));
        FacePhoto photo = photos.get(id);
        if (photo == null) {
            throw new InputError("%s:%d: there is no photo %s; complete the photos, or leave the file out"
                    .formatted(file, line + 1, id));
        }
        return photo;
    }

    private String[] fields(int line) {
        return line < lines.size() ? lines.get(line).strip().split("\\s+") : new String[0];
    }

    private int number(int line, String field) {
        try {
            int value = Integer.parseInt(field.strip());
            if (value > 0 && value <= 100_000 && field.strip().matches("[0-9]+")) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below.
        }
        throw at(line, "expected a whole number above 0 in place of \"" + field + "\"");
    }

    private InputError at(int line, String expected) {
        return new InputError("%s:%d: %s, got \"%s\""
                .formatted(file, line + 1, expected, line < lines.size() ? lines.get(line) : ""));
    }
}
