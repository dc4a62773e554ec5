package dev.visor.result;

import static dev.visor.result.csv.CsvWriter.NOT_APPLICABLE;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code removals.csv}: how near to its original a face came when the protection was taken back with a key.
 *
 * @param countermeasure that took it back, with the subject's key or another's
 * @param quality of the face in the photo after the removal, against the original; empty if the photo had no protected face
 * @param outcome {@value #REMOVED}, or {@value #LEFT} where no face was found in the shared photo, or there was no key
 * @param lost share of the values of the protected face that the key does not give back within one level, 0..1, before any
 *     resampling: what was cut off at 0 and 255
 */
public record RemovedFace(
        String defense,
        List<String> surrogates,
        String dataset,
        long seed,
        String countermeasure,
        PhotoId probe,
        SubjectId subject,
        Optional<Quality> quality,
        String outcome,
        double lost) {

    public static final String REMOVED = "removed";

    /** The photo stayed as it was shared. */
    public static final String LEFT = "left";

    static final String FILE = "removals.csv";
    static final List<String> COLUMNS = List.of(
            "defense",
            "surrogates",
            "dataset",
            "seed",
            "countermeasure",
            "probe",
            "subject",
            "ssim",
            "psnr",
            "linf",
            "lost",
            "outcome");

    private static final int PLACES = 6;

    /** Rounds to what the record keeps, so that means can be computed from it again. */
    public RemovedFace {
        surrogates = List.copyOf(surrogates);
        lost = Decimals.rounded(lost, PLACES);
    }

    /** Writes the file into a record's folder. */
    public static void write(Path directory, List<RemovedFace> faces) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, faces.stream().map(RemovedFace::row));
    }

    /** Reads those of a record; none of a run in which nothing is taken back. */
    public static List<RemovedFace> of(RunRecord record) {
        if (!record.has(RecordFile.REMOVALS)) {
            return List.of();
        }
        return RecordFile.REMOVALS
                .table(record.directory())
                .read(row -> new RemovedFace(
                        row.name("defense"),
                        Cells.surrogates(row),
                        row.name("dataset"),
                        row.number("seed"),
                        row.name("countermeasure"),
                        new PhotoId(row.text("probe")),
                        new SubjectId(row.text("subject")),
                        Quality.read(row),
                        row.name("outcome"),
                        row.decimal("lost")));
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(List.of(
                CsvWriter.name(defense),
                surrogates.isEmpty() ? NOT_APPLICABLE : String.join("+", surrogates),
                CsvWriter.name(dataset),
                Long.toString(seed),
                CsvWriter.name(countermeasure),
                CsvWriter.name(probe.value()),
                CsvWriter.name(subject.value())));
        row.addAll(Quality.row(quality));
        row.add(Decimals.places(lost, PLACES));
        row.add(CsvWriter.name(outcome));
        return row;
    }
}
