package dev.visor.result;

import dev.visor.result.csv.Columns;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvTable;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.result.entry.CommandOutput;
import dev.visor.result.entry.LearningFigure;
import dev.visor.result.entry.SplitPhoto;
import dev.visor.result.entry.TracedFace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tables of a record. */
public enum RecordFile {
    CELLS(Cells.FILE, new Columns(Cells.COLUMNS, Cells.WHERE_ABSENT)),
    TRIALS(TrialWriter.FILE, new Columns(TrialWriter.COLUMNS, TrialWriter.WHERE_ABSENT)),
    METRICS(MetricsFile.FILE, new Columns(MetricsFile.COLUMNS, Cells.WHERE_ABSENT)),
    PHOTOS(ProtectedPhoto.FILE, ProtectedPhoto.COLUMNS),
    CALIBRATION(Impostors.FILE, Impostors.COLUMNS),
    TIMINGS(Timing.FILE, Timing.COLUMNS),
    /** Roles; of inversion runs only. */
    ROLES(RolePlayed.FILE, RolePlayed.COLUMNS),
    /** Training curves; of inversion runs only. */
    TRAINING(TrainingCurve.FILE, TrainingCurve.COLUMNS),
    /** Scores; of runs that asked services for them. */
    SCORES(ServiceScore.FILE, ServiceScore.COLUMNS),
    /** Calls; of runs that called services. */
    CALLS(
            "calls.csv",
            List.of(
                    "time",
                    "service",
                    "operation",
                    "question",
                    "asked_about",
                    "try",
                    "status",
                    "detail",
                    "ms",
                    "dollars")),
    /** Pictures; of runs that keep those of faces. */
    PICTURES(Pictures.FILE, Pictures.COLUMNS),
    /** Words of programs; of runs in which a defense is a command of somebody else's. */
    COMMANDS(CommandOutput.FILE, CommandOutput.COLUMNS),
    /** Faces after a removal; of runs in which an owner takes a protection back. */
    REMOVALS(RemovedFace.FILE, RemovedFace.COLUMNS),
    /** Names that were read from faces; of runs in which a defense writes them. */
    TRACES(TracedFace.FILE, TracedFace.COLUMNS),
    /** Regions of faces; of runs in which a defense works on named ones. */
    REGIONS(ChangedRegion.FILE, ChangedRegion.COLUMNS),
    /** Photos by split and role; of runs that divide the photos of protected people several times. */
    SPLITS(SplitPhoto.FILE, SplitPhoto.COLUMNS),
    /** Learning curves; of runs in which a defense learns from photos of a person, and tells of epochs. */
    LEARNING(LearningFigure.FILE, LearningFigure.COLUMNS),
    /** Labels of photos; of runs on photos that somebody has labelled, as the next. */
    SLICES(SliceTables.LABELS, SliceTables.LABEL_COLUMNS),
    SLICE_METRICS(SliceTables.RATES, new Columns(SliceTables.RATE_COLUMNS, Cells.WHERE_ABSENT));

    private final String word;
    private final Columns columns;

    RecordFile(String word, List<String> columns) {
        this(word, Columns.of(columns));
    }

    RecordFile(String word, Columns columns) {
        this.word = word;
        this.columns = columns;
    }

    /** The file's name. */
    public String word() {
        return word;
    }

    /** Whether records of every kind have it. */
    public boolean ofEveryRun() {
        return ordinal() < ROLES.ordinal();
    }

    /** Whether every record of an inversion run has it, and no other. */
    public boolean ofInversions() {
        return this == ROLES || this == TRAINING;
    }

    /** Returns the columns as they are written. */
    public List<String> columns() {
        return columns.names();
    }

    Columns layout() {
        return columns;
    }

    /** Reads the rows of a record; none where it lacks the table. */
    public <T> List<T> rows(RunRecord record, Function<CsvRow, T> row) {
        return record.has(this) ? table(record.directory()).read(row) : List.of();
    }

    /** The table of a record in that folder, whatever the record's format. */
    public CsvTable table(Path directory) {
        return new CsvTable(directory.resolve(word()), Optional.of(layout()), RunJson.formatOne(directory, word()));
    }
}
