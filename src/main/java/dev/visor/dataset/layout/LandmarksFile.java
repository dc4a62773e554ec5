package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code landmarks.csv}: a line a photo, with the box, the score and the five points in pixels. */
final class LandmarksFile {

    private static final String HEADER = "file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy";

    private static final int FIRST_POINT = 6;

    private LandmarksFile() {}

    /** Landmarks by the photo's path, {@link Names#composed}; empty if there is no such file. */
    static Map<String, Landmarks> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new InputError("%s:1: expected the header \"%s\", got \"%s\""
                    .formatted(file, HEADER, lines.isEmpty() ? "" : lines.get(0)));
        }
        Map<String, Landmarks> landmarks = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String[] fields = lines.get(i).split(",", -1);
                if (landmarks.put(Names.composed(fields[0]), landmarks(file, i + 1, fields)) != null) {
                    throw new InputError("%s:%d: a second line for %s; remove one".formatted(file, i + 1, fields[0]));
                }
            }
        }
        return landmarks;
    }

    private static Landmarks landmarks(Path file, int line, String[] fields) {
        if (fields.length != FIRST_POINT + 10) {
            throw new InputError("%s:%d: expected 16 fields (%s), got %d".formatted(file, line, HEADER, fields.length));
        }
        List<Point> points = new ArrayList<>();
        for (int i = FIRST_POINT; i < fields.length; i += 2) {
            points.add(new Point(number(file, line, fields[i]), number(file, line, fields[i + 1])));
        }
        if (points.stream().distinct().count() < 2) {
            throw new InputError("%s:%d: the five points coincide; remove the line, so that the face is detected"
                    .formatted(file, line));
        }
        return Landmarks.of(points);
    }

    private static double number(Path file, int line, String field) {
        try {
            double value = Double.parseDouble(field);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below.
        }
        throw new InputError("%s:%d: expected a number of pixels, got \"%s\"".formatted(file, line, field));
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputError("%s: cannot be read as text (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
