package dev.visor.result;

import static dev.visor.result.csv.CsvWriter.NOT_APPLICABLE;

import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Streams trials into {@code trials.csv}, one row a comparison, in the order given.
 *
 * <p>Only cells of {@code cells.csv} may appear, so that every row can be read back.
 */
public final class TrialWriter implements AutoCloseable {

    static final String FILE = "trials.csv";
    static final List<String> COLUMNS = List.of(
            "cell",
            "subject",
            "probe",
            "pairing",
            "label",
            "fold",
            "mate",
            "mate_subject",
            "outcome",
            "similarity",
            "calibration",
            "true_rank",
            "target_rank",
            "target",
            "rank1_subject",
            "ssim",
            "seed",
            "own",
            "others",
            "round");

    /** The columns of single images and growing galleries came later. */
    static final Map<String, String> WHERE_ABSENT = Map.of(
            "own", NOT_APPLICABLE,
            "others", NOT_APPLICABLE,
            "round", NOT_APPLICABLE);

    private static final int QUALITY_PLACES = 4;

    private final Map<Cell, String> ids = new HashMap<>();
    private final CsvWriter csv;
    private final Function<Cell, Optional<String>> calibration;
    private final Function<Trial, OptionalDouble> quality;

    TrialWriter(
            Path directory,
            Cells cells,
            Function<Cell, Optional<String>> calibration,
            Function<Trial, OptionalDouble> quality) {
        cells.all().forEach(cell -> ids.put(cell, Cells.shortId(cell)));
        this.calibration = calibration;
        this.quality = quality;
        this.csv = CsvWriter.stream(directory.resolve(FILE), COLUMNS);
    }

    /** Returns the number of cells of the plan. */
    public int cells() {
        return ids.size();
    }

    /**
     * Writes one row.
     *
     * @return the trial as it was written, its similarity rounded: what metrics are to be computed on
     */
    public Trial write(Trial trial) {
        String cell = ids.get(trial.cell());
        if (cell == null) {
            throw new IllegalArgumentException(
                    "no such cell in the plan: " + trial.cell().id());
        }
        Trial rounded = RecordedTrial.rounded(trial);
        csv.row(row(cell, rounded));
        return rounded;
    }

    @Override
    public void close() {
        csv.close();
    }

    private List<String> row(String cell, Trial trial) {
        Optional<Trial.Verification> pair = trial instanceof Trial.Verification v ? Optional.of(v) : Optional.empty();
        Optional<Trial.Retrieval> search =
                trial instanceof Trial.Retrieval retrieval ? Optional.of(retrieval) : Optional.empty();
        Optional<Trial.Tracking> tracked =
                trial instanceof Trial.Tracking tracking ? Optional.of(tracking) : Optional.empty();
        Optional<String> mate = pair.map(p -> p.mate().value())
                .or(() -> search.map(s -> s.mate().value()))
                .or(() -> tracked.map(t -> t.mate().value()));
        Optional<Integer> own = search.map(Trial.Retrieval::own).or(() -> tracked.map(Trial.Tracking::own));
        Optional<Trial.Found> found = trial instanceof Trial.Identification i ? i.found() : Optional.empty();
        return List.of(
                cell,
                CsvWriter.name(trial.subject().value()),
                CsvWriter.name(trial.probe().value()),
                trial.pairing().word(),
                or(pair.map(p -> p.label().word())),
                or(pair.flatMap(p -> whole(p.fold()))),
                or(mate),
                or(pair.map(p -> p.mateSubject().value())),
                trial.outcome().word(),
                or(similarity(trial.outcome())),
                or(calibration.apply(trial.cell())),
                or(found.map(f -> Integer.toString(f.trueRank())).or(() -> search.flatMap(s -> whole(s.rank())))),
                or(found.flatMap(f -> whole(f.targetRank()))),
                or(found.flatMap(f -> f.target()).map(t -> t.value())),
                or(found.map(f -> f.rank1().value())),
                or(quality(trial)),
                Long.toString(trial.cell().seed()),
                or(own.map(String::valueOf)),
                or(tracked.map(t -> Integer.toString(t.others()))),
                or(tracked.map(t -> Integer.toString(t.round()))));
    }

    private Optional<String> quality(Trial trial) {
        OptionalDouble ssim = quality.apply(trial);
        return ssim.isPresent() ? Optional.of(Decimals.places(ssim.getAsDouble(), QUALITY_PLACES)) : Optional.empty();
    }

    private static Optional<String> similarity(Outcome outcome) {
        return outcome instanceof Outcome.Compared compared
                ? Optional.of(Decimals.similarity(compared.similarity()))
                : Optional.empty();
    }

    private static Optional<String> whole(OptionalInt value) {
        return value.isPresent() ? Optional.of(Integer.toString(value.getAsInt())) : Optional.empty();
    }

    private static String or(Optional<String> value) {
        return value.map(CsvWriter::name).orElse(NOT_APPLICABLE);
    }
}
