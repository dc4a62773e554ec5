package dev.visor.result.entry;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A row of {@code splits.csv}: the role of a protected person's photo in one split. A trial belongs to the split in which its probe is looked up.
 *
 * @param split from 1
 */
public record SplitPhoto(int split, Role role, SubjectId subject, PhotoId photo) {

    /** The role of a photo. */
    public enum Role {
        /** Learned from by a defense. */
        LEARNING,
        /** Looked up. */
        PROBE,
        /** Enrolled. */
        GALLERY;

        /** Returns the word in the file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final String FILE = "splits.csv";
    public static final List<String> COLUMNS = List.of("split", "role", "subject", "photo");

    /** Writes the file into a record's folder. */
    public static void write(Path directory, List<SplitPhoto> photos) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, photos.stream().map(SplitPhoto::row));
    }

    private List<String> row() {
        return List.of(
                Integer.toString(split), role.word(), CsvWriter.name(subject.value()), CsvWriter.name(photo.value()));
    }

    /** Reads a row. */
    public static SplitPhoto of(CsvRow row) {
        String word = row.name("role");
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return new SplitPhoto(
                        row.wholeCount("split"),
                        role,
                        new SubjectId(row.text("subject")),
                        new PhotoId(row.text("photo")));
            }
        }
        throw row.wrong("role", "learning, probe or gallery");
    }
}
