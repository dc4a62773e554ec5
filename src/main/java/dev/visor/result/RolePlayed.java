package dev.visor.result;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of {@code roles.csv}, the manifest of an inversion run: which photo plays which role. The people of {@code private}, {@code
 * held-out}, {@code public} and {@code impostor} are disjoint.
 *
 * @param role {@code private} (trained on), {@code private-test}, {@code held-out}, {@code public}, {@code impostor}
 */
public record RolePlayed(String role, String dataset, SubjectId subject, PhotoId photo) {

    static final String FILE = "roles.csv";
    static final List<String> COLUMNS = List.of("role", "dataset", "subject", "photo");

    static void write(Path directory, List<RolePlayed> roles) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, roles.stream().map(RolePlayed::row));
    }

    static List<RolePlayed> read(Path directory) {
        return RecordFile.ROLES
                .table(directory)
                .read(row -> new RolePlayed(
                        row.name("role"),
                        row.name("dataset"),
                        new SubjectId(row.text("subject")),
                        new PhotoId(row.text("photo"))));
    }

    private List<String> row() {
        return List.of(
                CsvWriter.name(role),
                CsvWriter.name(dataset),
                CsvWriter.name(subject.value()),
                CsvWriter.name(photo.value()));
    }
}
