package dev.visor.audit.compare;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.Impostors;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.SmallRun;
import dev.visor.result.Timing;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.stats.Calibration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** A record whose every answer is chosen: so many probes, and of these so many protected. */
public final class SeededRun {

    private static final double[] IMPOSTORS = {.1, .2, .3, .4, .5};
    private static final Far FAR = new Far(.2);
    private static final int MATES = 2;

    private String defense = "cloak";
    private int probes = 100;
    private int first;
    private int hidden = 90;
    private int missed;
    private double shift;
    private double ssim = .9;
    private double speed = 10;
    private int batches = 12;
    private double[] impostors = IMPOSTORS;
    private double[] judge = {};
    private List<Alignment> alignments = List.of(Alignment.CROP);
    private List<String> countermeasures = List.of("none");
    private RunInfo.Status status = RunInfo.Status.COMPLETED;
    private String target = "Ann";
    private UnaryOperator<List<MetricValue>> tampering = values -> values;
    private UnaryOperator<RunInfo> provenance = info -> info;

    public SeededRun defense(String id) {
        defense = id;
        return this;
    }

    public SeededRun probes(int n) {
        probes = n;
        return this;
    }

    /** The number of the first probe, so that two runs can have different ones. */
    SeededRun startingAt(int number) {
        first = number;
        return this;
    }

    /** Probes that are protected, searched for and compared, on all countermeasures but the last: the first ones. */
    public SeededRun hidden(int n) {
        hidden = n;
        return this;
    }

    /** Probes in which nobody finds a face, on the last countermeasure: the last ones. */
    SeededRun missed(int n) {
        missed = n;
        return this;
    }

    /** Whom every probe is compared with as its target. */
    SeededRun target(String subject) {
        target = subject;
        return this;
    }

    /** Added to every similarity; small enough to change no answer. */
    SeededRun shifted(double by) {
        shift = by;
        return this;
    }

    SeededRun ssim(double value) {
        ssim = value;
        return this;
    }

    SeededRun speed(double imagesPerSecond, int ofBatches) {
        speed = imagesPerSecond;
        batches = ofBatches;
        return this;
    }

    SeededRun impostors(double... similarities) {
        impostors = similarities;
        return this;
    }

    SeededRun alignments(Alignment... all) {
        alignments = List.of(all);
        return this;
    }

    /** On the last one, one probe less is protected. */
    SeededRun countermeasures(String... all) {
        countermeasures = List.of(all);
        return this;
    }

    /** Another recognizer judges on the last countermeasure, calibrated on these. */
    SeededRun judgedOnTheLastCountermeasureAt(double... similarities) {
        judge = similarities;
        return this;
    }

    SeededRun status(RunInfo.Status ended) {
        status = ended;
        return this;
    }

    SeededRun metrics(UnaryOperator<List<MetricValue>> changes) {
        tampering = changes;
        return this;
    }

    SeededRun info(UnaryOperator<RunInfo> changes) {
        provenance = changes;
        return this;
    }

    public RunRecord at(Path folder) {
        RunRecord record = new RunRecord(folder);
        List<Cell> cells = new ArrayList<>();
        for (Alignment alignment : alignments) {
            for (String attack : List.of("search", "pairs")) {
                countermeasures.forEach(countermeasure -> cells.add(cell(attack, alignment, countermeasure)));
            }
        }
        List<MetricValue> values = new ArrayList<>();
        Map<String, WorstCase> countermeasureCellsById = new LinkedHashMap<>();
        try (TrialWriter writer = record.trialWriter(
                cells, cell -> Optional.of(Calibration.id(judges(cell))), trial -> OptionalDouble.empty())) {
            for (Cell cell : cells) {
                List<Threshold> thresholds = List.of(Calibration.atFarOfFew(FAR, judges(cell)));
                List<Trial> trials = trials(cell).stream().map(writer::write).toList();
                values.addAll(Judgment.of(trials, thresholds));
                WorstCase worst = countermeasureCellsById.computeIfAbsent(
                        cell.withCountermeasure("").id(), id -> new WorstCase(cell, thresholds));
                trials.forEach(trial -> worst.add(trial, thresholds));
            }
        }
        if (countermeasures.size() > 1) {
            countermeasureCellsById
                    .values()
                    .forEach(countermeasureCells -> values.addAll(countermeasureCells.metrics()));
        }
        values.addAll(qualities());
        record.writeMetrics(tampering.apply(values));
        record.writePhotos(photos());
        List<Impostors> calibrations = new ArrayList<>();
        calibrations.add(new Impostors("victim", Calibration.id(impostors), impostors));
        if (judge.length > 0) {
            calibrations.add(new Impostors("newer", Calibration.id(judge), judge));
        }
        record.writeCalibration(calibrations);
        record.writeTimings(timings());
        record.write(provenance.apply(info(Calibration.atFarOfFew(FAR, impostors))));
        return record;
    }

    private RunInfo info(Threshold threshold) {
        return SmallRun.started()
                .ended(
                        status,
                        Instant.parse("2026-01-31T13:00:00Z"),
                        List.of(ThresholdEntry.of("victim", threshold)),
                        Counts.NONE,
                        List.of(),
                        List.of());
    }

    Cell cell(String attack, Alignment alignment, String countermeasure) {
        return SampleCells.recognition(
                defense, List.of(), attack, "victim", "people", 1, alignment, countermeasure, Access.NONE);
    }

    private boolean isLast(Cell cell) {
        return cell.countermeasure().equals(countermeasures.get(countermeasures.size() - 1));
    }

    private double[] judges(Cell cell) {
        return judge.length > 0 && isLast(cell) ? judge : impostors;
    }

    private List<Trial> trials(Cell cell) {
        List<Trial> trials = new ArrayList<>();
        int protectedProbes = hidden - (countermeasures.size() > 1 && isLast(cell) ? 1 : 0);
        for (int i = 0; i < probes; i++) {
            boolean isHidden = i < protectedProbes;
            if (isLast(cell) && i >= probes - missed) {
                Outcome none = new Outcome.NotAcquired(Reason.NO_FACE);
                trials.addAll(cell.attack().equals("search") ? List.of(search(cell, i, none)) : pairs(cell, i, none));
            } else if (cell.attack().equals("search")) {
                trials.add(new Trial.Identification(
                        cell,
                        Pairing.PROTECTED_CLEAN,
                        subject(i),
                        probe(i),
                        new Outcome.Compared(.6 + shift),
                        Optional.of(
                                new Trial.Found(isHidden ? 7 : 1, OptionalInt.empty(), Optional.empty(), subject(i)))));
            } else {
                trials.addAll(pairs(cell, i, new Outcome.Compared((isHidden ? .2 : .8) + shift)));
            }
        }
        return trials;
    }

    private Trial search(Cell cell, int i, Outcome outcome) {
        return new Trial.Identification(cell, Pairing.PROTECTED_CLEAN, subject(i), probe(i), outcome, Optional.empty());
    }

    private List<Trial> pairs(Cell cell, int i, Outcome outcome) {
        List<Trial> trials = new ArrayList<>();
        for (int mate = 0; mate < MATES; mate++) {
            trials.add(new Trial.Verification(
                    cell,
                    Pairing.PROTECTED_CLEAN,
                    subject(i),
                    probe(i),
                    subject(i),
                    new PhotoId(subject(i) + "-mate-" + mate),
                    Trial.Label.OTHER,
                    OptionalInt.empty(),
                    outcome));
        }
        trials.add(new Trial.Verification(
                cell,
                Pairing.PROTECTED_CLEAN,
                subject(i),
                probe(i),
                new SubjectId(target),
                new PhotoId(target + "-photo"),
                Trial.Label.TARGET,
                OptionalInt.empty(),
                outcome));
        return trials;
    }

    private List<MetricValue> qualities() {
        Cell nobody =
                SampleCells.recognition(defense, List.of(), "-", "-", "people", 1, Alignment.CROP, "none", Access.NONE);
        return List.of(number(nobody, "ssim", ssim, "ratio"), number(nobody, "protect_images_per_s", speed, "1/s"));
    }

    static MetricValue number(Cell cell, String metric, double value, String unit) {
        return MetricValue.plain(cell, Pairing.PROTECTED_CLEAN, metric, value, 100, unit, Better.HIGHER);
    }

    private List<ProtectedPhoto> photos() {
        List<ProtectedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            double quality = ssim + .01 * (i % 3 - 1) + .001 * (i % 2);
            photos.add(new ProtectedPhoto(
                    defense,
                    List.of(),
                    "people",
                    1,
                    probe(i),
                    subject(i),
                    Optional.of(new ProtectedPhoto.Quality(quality, OptionalDouble.of(30), .04)),
                    "protected"));
        }
        return photos;
    }

    /** A warm-up that took a hundred times as long, full batches, and a last one that was not full. */
    private List<Timing> timings() {
        List<Timing> timings = new ArrayList<>();
        timings.add(new Timing("protect", defense, 0, 8, 800 / speed, true));
        for (int i = 1; i <= batches; i++) {
            timings.add(new Timing("protect", defense, i, 8, 8 / speed * (1 + .01 * (i % 3 - 1)), false));
        }
        timings.add(new Timing("protect", defense, batches + 1, 1, 8 / speed, false));
        return timings;
    }

    private SubjectId subject(int i) {
        return new SubjectId("person-%03d".formatted(first + i));
    }

    private PhotoId probe(int i) {
        return new PhotoId(subject(i) + "-probe");
    }
}
