package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * LFW's View 2 list, {@code pairs.txt}: {@code folds<TAB>n}, then for each fold n lines {@code name i j} of the same
 * person and n lines {@code name i name j} of two.
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
        return line < lines.size() ? lines.get(line).strip().split("\t") : new String[0];
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
