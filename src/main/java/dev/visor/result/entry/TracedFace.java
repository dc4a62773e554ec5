package dev.visor.result.entry;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code traces.csv}: what was read from a face of a defense that carries its owner's name.
 *
 * @param alignment word of how the face was cut
 * @param mark {@value #OWN}: the protected face; {@value #UNMARKED}: the original, which carries no name
 * @param bits of a codeword
 * @param read empty where no face was found
 */
public record TracedFace(
        String defense,
        List<String> surrogates,
        String dataset,
        long seed,
        String alignment,
        String countermeasure,
        PhotoId probe,
        SubjectId subject,
        String mark,
        int bits,
        Optional<Read> read) {

    public static final String OWN = "own";
    public static final String UNMARKED = "none";

    /** The registered person whose codeword is the nearest, within the radius. */
    public static final String SUBJECT = "subject";

    public static final String ANOTHER = "another";
    public static final String NOBODY = "nobody";

    public static final String FILE = "traces.csv";
    public static final List<String> COLUMNS = List.of(
            "defense",
            "surrogates",
            "dataset",
            "seed",
            "alignment",
            "countermeasure",
            "probe",
            "subject",
            "mark",
            "bits",
            "wrong",
            "wrong_random",
            "owner",
            "owner_unregistered");

    /**
     * Bits that were read.
     *
     * @param wrong how many differ from the subject's codeword
     * @param wrongRandom how many differ from a codeword that was drawn for nobody
     * @param owner {@value #SUBJECT}, {@value #ANOTHER} or {@value #NOBODY}
     * @param ownerUnregistered who would be named if the subject were not registered: {@value #ANOTHER} or {@value #NOBODY}
     */
    public record Read(int wrong, int wrongRandom, String owner, String ownerUnregistered) {}

    public TracedFace {
        surrogates = List.copyOf(surrogates);
    }

    /** Writes the file into a record's folder. */
    public static void write(Path directory, List<TracedFace> faces) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, faces.stream().map(TracedFace::row));
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(List.of(
                CsvWriter.name(defense),
                surrogates.isEmpty() ? CsvWriter.NOT_APPLICABLE : String.join("+", surrogates),
                CsvWriter.name(dataset),
                Long.toString(seed),
                CsvWriter.name(alignment),
                CsvWriter.name(countermeasure),
                CsvWriter.name(probe.value()),
                CsvWriter.name(subject.value()),
                CsvWriter.name(mark),
                Integer.toString(bits)));
        row.addAll(read.map(one -> List.of(
                        Integer.toString(one.wrong()),
                        Integer.toString(one.wrongRandom()),
                        one.owner(),
                        one.ownerUnregistered()))
                .orElse(List.of(
                        CsvWriter.NOT_APPLICABLE,
                        CsvWriter.NOT_APPLICABLE,
                        CsvWriter.NOT_APPLICABLE,
                        CsvWriter.NOT_APPLICABLE)));
        return row;
    }

    /** Reads a row. */
    public static TracedFace of(CsvRow row) {
        return new TracedFace(
                row.name("defense"),
                row.optional("surrogates").map(ids -> List.of(ids.split("\\+"))).orElse(List.of()),
                row.name("dataset"),
                row.number("seed"),
                row.name("alignment"),
                row.name("countermeasure"),
                new PhotoId(row.text("probe")),
                new SubjectId(row.text("subject")),
                row.name("mark"),
                row.wholeCount("bits"),
                row.optional("owner").isEmpty() ? Optional.empty() : Optional.of(read(row)));
    }

    private static Read read(CsvRow row) {
        int bits = row.wholeCount("bits");
        Read read = new Read(
                row.wholeCount("wrong"),
                row.wholeCount("wrong_random"),
                row.name("owner"),
                row.name("owner_unregistered"));
        if (read.wrong() > bits) {
            throw row.wrong("wrong", "at most the number of bits");
        }
        if (!List.of(SUBJECT, ANOTHER, NOBODY).contains(read.owner())) {
            throw row.wrong("owner", "subject, another or nobody");
        }
        return read;
    }
}
