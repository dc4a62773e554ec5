package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The lines of a list of pairs, in either of two forms. */
public enum PairLines {

    /** A header {@code a,b,same,fold} or {@code a,b,same}, then a line a pair, without quotes. */
    CSV {
        @Override
        List<Line> read(Path file, List<String> text) {
            String header = text.isEmpty() ? "" : text.get(0);
            if (!header.equals(HEADER) && !header.equals(HEADER + FOLD)) {
                throw new InputError("%s:1: expected the header \"%s\" or \"%s\", got \"%s\""
                        .formatted(file, HEADER + FOLD, HEADER, header));
            }
            boolean folds = header.endsWith(FOLD);
            List<Line> lines = new ArrayList<>();
            for (int i = 1; i < text.size(); i++) {
                String[] fields = text.get(i).split(",", -1);
                if (fields.length != (folds ? 4 : 3) || text.get(i).indexOf('"') >= 0) {
                    throw at(file, i + 1, "expected the fields " + header + " without quotes", text.get(i));
                }
                OptionalInt fold = folds ? OptionalInt.of(fold(file, i + 1, fields[3])) : OptionalInt.empty();
                lines.add(new Line(i + 1, fields[0], fields[1], same(file, i + 1, fields[2]), fold));
            }
            return lines;
        }
    },

    /** A line a pair, {@code path path 1} of the same person, {@code path path 0} of two, as InsightFace has it. */
    TXT {
        @Override
        List<Line> read(Path file, List<String> text) {
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < text.size(); i++) {
                String[] fields = text.get(i).strip().split("\\s+");
                if (fields.length != 3) {
                    throw at(
                            file,
                            i + 1,
                            "expected \"path path 0\" or \"path path 1\"; names with blanks need type pairs-csv",
                            text.get(i));
                }
                lines.add(new Line(i + 1, fields[0], fields[1], same(file, i + 1, fields[2]), OptionalInt.empty()));
            }
            return lines;
        }
    };

    private static final String HEADER = "a,b,same";

    private static final String FOLD = ",fold";

    private static final int MOST_FOLD = 9999;

    /** The words by which programs say whether two are the same. */
    private static final Map<String, Boolean> TRUTH = Map.of("1", true, "0", false, "true", true, "false", false);

    /**
     * A pair.
     *
     * @param number counted from 1
     * @param fold empty if the list tells none
     */
    record Line(int number, String first, String second, boolean same, OptionalInt fold) {}

    /** All of them; blank lines are none. */
    abstract List<Line> read(Path file, List<String> text);

    /**
     * The lines of a file.
     *
     * @throws InputError if one is not as it should be, or there is none
     */
    List<Line> of(Path file) {
        List<String> text = new ArrayList<>(LandmarksFile.lines(file));
        if (!text.isEmpty() && text.get(0).startsWith("\uFEFF")) {
            // Spreadsheets mark UTF-8 so.
            text.set(0, text.get(0).substring(1));
        }
        while (!text.isEmpty() && text.get(text.size() - 1).isBlank()) {
            text.remove(text.size() - 1);
        }
        List<Line> lines = read(file, text);
        if (lines.isEmpty()) {
            throw new InputError(file + ": it lists no pairs");
        }
        return lines;
    }

    private static boolean same(Path file, int line, String field) {
        Boolean same = TRUTH.get(field.strip().toLowerCase(Locale.ROOT));
        if (same == null) {
            throw at(file, line, "expected 1 for the same person or 0 for two", field);
        }
        return same;
    }

    private static int fold(Path file, int line, String field) {
        try {
            int fold = Integer.parseInt(field.strip());
            if (fold >= 0 && fold <= MOST_FOLD) {
                return fold;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below.
        }
        throw at(file, line, "expected the number of a fold, 0 to " + MOST_FOLD, field);
    }

    private static InputError at(Path file, int line, String expected, String got) {
        return new InputError("%s:%d: %s, got \"%s\"".formatted(file, line, expected, got));
    }
}
