package dev.visor.dataset.layout;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Photos with several people each, and a file of ours that says who is where: a line a face, with the photo's digest, the
 * subject and the five points. Lines that begin with {@code #} say how the labels were made.
 *
 * <p>One photo gives several entries, {@code <file name without ending>_<n>}, counted from 1 in the file's order; all but
 * the labelled faces are nobody's.
 */
public final class LabelledPhotos implements DataSetReader {

    private static final String HEADER = "file,sha256,subject,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy";
    private static final int FIRST_POINT = 3;

    private final Path labels;

    public LabelledPhotos(Path labels) {
        this.labels = labels;
    }

    /** The labelled faces of the folder's photos, each photo's digest checked. */
    @Override
    public DataSet read(String id, Path folder) {
        List<Line> lines = lines();
        if (lines.isEmpty() || !lines.get(0).text().equals(HEADER)) {
            throw new InputError("%s: expected the header \"%s\", got \"%s\""
                    .formatted(
                            labels, HEADER, lines.isEmpty() ? "" : lines.get(0).text()));
        }
        List<FacePhoto> faces = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        Map<Path, Digest> digests = new HashMap<>();
        for (Line line : lines.subList(1, lines.size())) {
            String[] fields = line.text().split(",", -1);
            if (fields.length != HEADER.split(",").length) {
                throw wrong(line, String.format(Locale.ROOT, "expected 13 fields (%s), got %d", HEADER, fields.length));
            }
            Path file = folder.resolve(fields[0]);
            check(file, fields[1], digests, line);
            String stem = fields[0].replaceFirst("\\.[^.]*$", "");
            PhotoId photo = new PhotoId(stem + "_" + counts.merge(stem, 1, Integer::sum));
            faces.add(new FacePhoto(photo, new SubjectId(fields[2]), file, Optional.of(landmarks(fields, line))));
        }
        return new DataSet(id, faces, List.of());
    }

    private record Line(int number, String text) {}

    /** Returns the lines that are neither empty nor a remark. */
    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : LandmarksFile.lines(labels)) {
            number++;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(new Line(number, text));
            }
        }
        return lines;
    }

    private void check(Path file, String sha256, Map<Path, Digest> digests, Line line) {
        try {
            if (!digests.containsKey(file)) {
                digests.put(file, Digest.ofFile(file));
            }
        } catch (IOException e) {
            throw wrong(line, "names %s, which cannot be read: fetch the package again".formatted(file));
        }
        String found = digests.get(file).hex();
        if (!found.equals(sha256)) {
            throw wrong(
                    line,
                    "%s has sha256 %s, expected %s: these labels are for another photo".formatted(file, found, sha256));
        }
    }

    private Landmarks landmarks(String[] fields, Line line) {
        try {
            List<Point> points = new ArrayList<>();
            for (int i = FIRST_POINT; i < fields.length; i += 2) {
                points.add(new Point(Double.parseDouble(fields[i]), Double.parseDouble(fields[i + 1])));
            }
            return Landmarks.of(points);
        } catch (NumberFormatException e) {
            throw wrong(line, "expected ten numbers of pixels behind the subject");
        }
    }

    private InputError wrong(Line line, String what) {
        return new InputError("%s:%d: %s".formatted(labels, line.number(), what));
    }
}
