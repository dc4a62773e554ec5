package dev.visor.result;

import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.Trial;
import dev.visor.core.file.IoReason;
import dev.visor.core.file.WholeFile;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.result.csv.CsvTable;
import dev.visor.result.csv.RecordFolder;
import dev.visor.result.csv.RowCursor;
import dev.visor.result.csv.TextRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;

/**
 * The folder of one run, {@code results/<utc>-<suite>-<commit>/}: everything that a report or a reviewer needs.
 *
 * <p>Reading anything that is missing, cut off or changed throws an {@link InputError} that names file, line and column.
 * All files are replaced whole or not at all.
 *
 * @param directory need not exist before something is written
 */
public record RunRecord(Path directory) {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COMMIT_DIGITS = 7;

    /** The folder's name for a run started then; the commit is cut to seven digits. */
    public static String name(Instant started, String suite, String commit) {
        String brief = commit.substring(0, Math.min(COMMIT_DIGITS, commit.length()));
        return "%s-%s-%s".formatted(UTC.format(started), suite, brief);
    }

    /**
     * A record to be read, once it is known to be what its run left: every reader begins here, but one who looks for what is wrong
     * with it.
     *
     * @throws InputError if the folder is no record, or if a completed one was changed; names each change
     */
    public static RunRecord open(Path directory) {
        RunRecord record = new RunRecord(directory);
        if (!record.exists()) {
            throw new InputError(directory + " is no run: it holds no run.json");
        }
        List<Alteration> alterations = Alteration.all(record, record.info());
        if (!alterations.isEmpty()) {
            throw new InputError("%s is not what its run wrote (%s): restore it, or run it anew"
                    .formatted(
                            directory,
                            alterations.stream().map(Alteration::toString).collect(Collectors.joining("; "))));
        }
        return record;
    }

    /** Whether a run was ever started in this folder. */
    public boolean exists() {
        return folder().has(RunJson.FILE);
    }

    public RunInfo info() {
        return RunJson.read(directory);
    }

    /** Writes {@code run.json}, last of all files: that of a completed run also says what the others hold. */
    public void write(RunInfo info) {
        if (info.status() == RunInfo.Status.COMPLETED) {
            Pictures.write(directory);
            RunJson.write(directory, info.withFiles(files()));
        } else {
            RunJson.write(directory, info);
        }
    }

    /** Begins a run; of an earlier one in the folder nothing stays but its account of calls. */
    public void begin(RunInfo info) {
        boolean earlier = exists();
        write(info);
        if (earlier) {
            discard();
        }
    }

    /** Removes what killed processes left unfinished; for those who have the folder to themselves. */
    public void sweep() {
        WholeFile.sweep(directory, Instant.MAX);
        Pictures.folders(directory).forEach(folder -> WholeFile.sweep(folder, Instant.MAX));
    }

    /** Removes the tables and pictures, which the run makes anew when it goes on. */
    public void discard() {
        Pictures.discard(directory);
        for (RecordFile file : RecordFile.values()) {
            if (file != RecordFile.CALLS) {
                remove(directory.resolve(file.word()));
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }

    /** Returns what the tables hold now; those that are missing are left out. */
    public Map<String, RunInfo.FileEntry> files() {
        Map<String, RunInfo.FileEntry> held = new TreeMap<>();
        for (RecordFile file : RecordFile.values()) {
            if (has(file)) {
                held.put(file.word(), new RunInfo.FileEntry(sha256(file), Trace.of(this, file)));
            }
        }
        return held;
    }

    /** 64 hexadecimal digits. */
    public String sha256(RecordFile file) {
        try (InputStream in = folder().open(CsvTable.MOST_BYTES, file.word())) {
            return Digest.of(in).hex();
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(directory.resolve(file.word()), IoReason.of(e)), e);
        }
    }

    /** Hands over the rows of a table as text, below its header, without holding them; in the columns of today. */
    public void forEachRow(RecordFile file, Consumer<TextRow> consumer) {
        file.table(directory).each(row -> consumer.accept(row.asText()));
    }

    /** Reads rows with the columns as they are written, whatever the format. */
    void forEachWrittenRow(RecordFile file, Consumer<TextRow> consumer) {
        CsvTable.asWritten(directory.resolve(file.word())).each(row -> consumer.accept(row.asText()));
    }

    /** The columns of a table as they are written. */
    List<String> writtenColumns(RecordFile file) {
        try (RowCursor rows = CsvTable.asWritten(directory.resolve(file.word())).open()) {
            return rows.columns();
        }
    }

    /** A rate of a group as it stands in {@code slice_metrics.csv}. */
    public static List<String> text(SliceValue value) {
        return SliceTables.row(value);
    }

    /** A metric as it stands in {@code metrics.csv}: the values of {@link RecordFile#METRICS}'s columns. */
    public static List<String> text(MetricValue value) {
        return MetricsFile.row(value);
    }

    public List<Cell> cells() {
        return Cells.read(directory).all();
    }

    /**
     * Writes {@code cells.csv} and opens {@code trials.csv} from its start.
     *
     * @param cells of the plan, in its order
     * @param calibration id of the impostor similarities that the cell's model was calibrated on, empty if none
     * @param quality SSIM of the protected probe, 0..1, empty where the probe is not protected
     */
    public TrialWriter trialWriter(
            Collection<Cell> cells,
            Function<Cell, Optional<String>> calibration,
            Function<Trial, OptionalDouble> quality) {
        Cells plan = Cells.of(cells);
        plan.write(directory);
        return new TrialWriter(directory, plan, calibration, quality);
    }

    /** Hands over the trials one by one, in the order of the file, without holding them. */
    public void forEachTrial(Consumer<RecordedTrial> consumer) {
        forEachTrialAndLine((trial, line) -> consumer.accept(trial));
    }

    /** Reads trials with the line of the file that each stands in. */
    public void forEachTrialAndLine(ObjLongConsumer<RecordedTrial> consumer) {
        new TrialReader(directory, Cells.read(directory)).each(consumer);
    }

    /** All trials at once; a large run has millions, see {@link #forEachTrial}. */
    public List<RecordedTrial> trials() {
        List<RecordedTrial> trials = new ArrayList<>();
        forEachTrial(trials::add);
        return List.copyOf(trials);
    }

    public List<MetricValue> metrics() {
        return MetricsFile.read(directory);
    }

    public void writeMetrics(List<MetricValue> values) {
        MetricsFile.write(directory, values);
    }

    public List<ProtectedPhoto> photos() {
        return ProtectedPhoto.read(directory);
    }

    public void writePhotos(List<ProtectedPhoto> photos) {
        ProtectedPhoto.write(directory, photos);
    }

    public List<Impostors> calibration() {
        return Impostors.read(directory);
    }

    public void writeCalibration(List<Impostors> calibrations) {
        Impostors.write(directory, calibrations);
    }

    public List<Timing> timings() {
        return Timing.read(directory);
    }

    public void writeTimings(List<Timing> timings) {
        Timing.write(directory, timings);
    }

    /** Reads the training curves; empty for a run in which nothing was trained. */
    public List<TrainingCurve> training() {
        return has(RecordFile.TRAINING) ? TrainingCurve.read(directory) : List.of();
    }

    public void writeTraining(List<TrainingCurve> curves) {
        TrainingCurve.write(directory, curves);
    }

    /** Reads the roles; empty for a run of a recognition suite. */
    public List<RolePlayed> roles() {
        return has(RecordFile.ROLES) ? RolePlayed.read(directory) : List.of();
    }

    public void writeRoles(List<RolePlayed> roles) {
        RolePlayed.write(directory, roles);
    }

    /** Reads the scores; empty for a run that asked no service for them. */
    public List<ServiceScore> scores() {
        return has(RecordFile.SCORES) ? ServiceScore.read(directory) : List.of();
    }

    /** Reads which probes fall into which groups; none in runs on photos that nobody has labelled. */
    public List<SliceLabel> slices() {
        return has(RecordFile.SLICES) ? SliceTables.readLabels(directory) : List.of();
    }

    /** The rates of these groups. */
    public List<SliceValue> sliceMetrics() {
        return has(RecordFile.SLICE_METRICS) ? SliceTables.readRates(directory) : List.of();
    }

    /** Writes both tables of slices; nothing where nobody has labelled a photo. */
    public void writeSlices(List<SliceLabel> labels, List<SliceValue> values) {
        if (!labels.isEmpty()) {
            SliceTables.writeLabels(directory, labels);
            SliceTables.writeRates(directory, values);
        }
    }

    public void writeScores(List<ServiceScore> scores) {
        ServiceScore.write(directory, scores);
    }

    /** The one way to its files. */
    public RecordFolder folder() {
        return new RecordFolder(directory);
    }

    /** Whether the record has that table; one that is no regular file is refused when it is read. */
    public boolean has(RecordFile file) {
        return folder().has(file.word());
    }
}
