package dev.visor.catalog;

import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.core.PhotoId;
import dev.visor.core.measure.SliceLabel;
import dev.visor.dataset.Slices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads which photos fall into which groups: a CSV file with the columns {@code photo,column,value}, without quotes.
 *
 * <p>Which photos there are is known only when the data set is read, and checked then.
 */
final class SlicesReader {

    private static final String HEADER = "photo,column,value";

    private final ValidationErrors problems;

    SlicesReader(ValidationErrors problems) {
        this.problems = problems;
    }

    /**
     * The labels of a file; none, with the problems reported, if it cannot be read.
     *
     * @param named where the file is named
     * @param source what to call it in messages
     */
    Slices read(Path file, String source, SourceLocation named) {
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (IOException e) {
            problems.add(
                    named,
                    "slices: %s cannot be read: write the path of a CSV file, from this file's folder"
                            .formatted(source));
            return Slices.NONE;
        }
        if (text.isEmpty() || !text.get(0).equals(HEADER)) {
            problems.add(
                    new SourceLocation(source, 1),
                    "expected the columns \"%s\", got \"%s\"".formatted(HEADER, text.isEmpty() ? "" : text.get(0)));
            return Slices.NONE;
        }
        List<SliceLabel> labels = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 1; i < text.size(); i++) {
            int line = i + 1;
            SourceLocation where = new SourceLocation(source, line);
            String[] cells = text.get(i).split(",", -1);
            if (cells.length != 3 || cells[0].isBlank() || cells[1].isBlank() || cells[2].isBlank()) {
                problems.add(where, "expected a photo, a column and a value, got \"%s\"".formatted(text.get(i)));
                continue;
            }
            Integer earlier = first.putIfAbsent(cells[0] + "," + cells[1], line);
            if (earlier != null) {
                problems.add(
                        where,
                        "photo \"%s\" has a value of %s in line %s already: leave one of them"
                                .formatted(cells[0], cells[1], Integer.toString(earlier)));
                continue;
            }
            labels.add(new SliceLabel(new PhotoId(cells[0]), cells[1], cells[2]));
            lines.add(line);
        }
        return new Slices(source, labels, lines);
    }
}
