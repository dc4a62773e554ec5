package dev.visor.result;

import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * Reads {@code trials.csv} row by row. A row with a label is a verification; one with a round is of a gallery that grows; one with a number of
 * own images is a retrieval; any other is an identification.
 */
final class TrialReader {

    private final CsvTable table;
    private final Cells cells;

    /** Each name once in memory, however many rows hold it. */
    private final Map<String, SubjectId> subjects = new HashMap<>();

    private final Map<String, PhotoId> photos = new HashMap<>();

    TrialReader(Path directory, Cells cells) {
        this.table = RecordFile.TRIALS.table(directory);
        this.cells = cells;
    }

    void each(ObjLongConsumer<RecordedTrial> consumer) {
        table.each(row -> consumer.accept(
                new RecordedTrial(
                        trial(row),
                        row.optional("calibration").map(id -> row.name("calibration")),
                        row.optionalDecimal("ssim")),
                row.line()));
    }

    private Trial trial(CsvRow row) {
        Cell cell = cells.named(row.text("cell")).orElseThrow(() -> row.wrong("cell", "a cell of cells.csv"));
        if (row.number("seed") != cell.seed()) {
            throw row.wrong("seed", "its cell's seed " + cell.seed());
        }
        Pairing pairing = row.word("pairing", Pairing.class, Pairing::word);
        SubjectId subject = subject(row.text("subject"));
        PhotoId probe = photo(row.text("probe"));
        Outcome outcome = outcome(row);
        if (row.has("label")) {
            return new Trial.Verification(
                    cell,
                    pairing,
                    subject,
                    probe,
                    subject(row.text("mate_subject")),
                    photo(row.text("mate")),
                    row.word("label", Trial.Label.class, Trial.Label::word),
                    row.optionalWhole("fold"),
                    outcome);
        }
        if (row.has("round")) {
            return new Trial.Tracking(
                    cell,
                    pairing,
                    subject,
                    probe,
                    photo(row.text("mate")),
                    row.wholeCount("round"),
                    row.wholeCount("own"),
                    row.wholeCount("others"),
                    outcome);
        }
        if (row.has("own")) {
            return new Trial.Retrieval(
                    cell,
                    pairing,
                    subject,
                    probe,
                    photo(row.text("mate")),
                    row.optionalWhole("true_rank"),
                    row.wholeCount("own"),
                    outcome);
        }
        return new Trial.Identification(cell, pairing, subject, probe, outcome, found(row, outcome));
    }

    private Optional<Trial.Found> found(CsvRow row, Outcome outcome) {
        if (outcome instanceof Outcome.NotAcquired) {
            return Optional.empty();
        }
        return Optional.of(new Trial.Found(
                row.whole("true_rank"),
                row.optionalWhole("target_rank"),
                row.optional("target").map(this::subject),
                subject(row.text("rank1_subject"))));
    }

    private SubjectId subject(String name) {
        return subjects.computeIfAbsent(name, SubjectId::new);
    }

    private PhotoId photo(String name) {
        return photos.computeIfAbsent(name, PhotoId::new);
    }

    private static Outcome outcome(CsvRow row) {
        if (row.text("outcome").equals("compared")) {
            return new Outcome.Compared(row.similarity("similarity"));
        }
        return new Outcome.NotAcquired(row.word(
                "outcome", Acquired.Reason.class, reason -> reason.name().toLowerCase(Locale.ROOT)));
    }
}
