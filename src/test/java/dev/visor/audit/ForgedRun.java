package dev.visor.audit;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.diagnosis.PhotoWarnings;
import dev.visor.metric.Mean;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.Throughput;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.Impostors;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.Timing;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.Environment;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.SampleSettings;
import dev.visor.stats.Calibration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A whole record that nobody ran: drawn at random, and as consistent as one that a harness wrote.
 *
 * <p>A dozen probes under {@code none} and {@code perturbation} (surrogate {@code one}), looked up and compared by the models {@code one}
 * and {@code two}, in both alignments. Protected probes are found less often, most of all by {@code one}.
 */
public final class ForgedRun {

    public static final String PERTURBATION = "cloak";
    public static final int PROBES = 12;

    private static final List<String> COUNTERMEASURES = List.of("none", "jpeg");
    private static final List<String> MODELS = List.of("one", "two");
    private static final Far FAR = new Far(.2);
    private static final int GALLERY = 40;
    private static final SharedRecord FORGED = new SharedRecord(folder -> in(folder, Metrics.registry()));

    private final RunRecord record;
    private final MetricRegistry registry;
    private final NetRates net;
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<MetricValue> metrics = new ArrayList<>();
    private final Map<String, Impostors> impostors = new LinkedHashMap<>();
    private final Map<String, Threshold> thresholds = new HashMap<>();
    private final List<ProtectedPhoto> photos = new ArrayList<>();
    private final Map<String, WorstCase> worst = new LinkedHashMap<>();
    private final JudgedTrials judged = new JudgedTrials();
    private long trials;
    private long noFace;

    private ForgedRun(Path folder, MetricRegistry registry) {
        this.registry = registry;
        this.net = new NetRates(registry.net());
        this.record = new RunRecord(folder);
    }

    /** Writes the record, which is drawn once a process. */
    public static RunRecord in(Path folder) {
        return FORGED.in(folder);
    }

    /** The same with the metrics of a registry. */
    public static RunRecord in(Path folder, MetricRegistry registry) {
        return new ForgedRun(folder, registry.upTo(RunInfo.EDITION)).write();
    }

    private RunRecord write() {
        MODELS.forEach(this::calibrate);
        protect("none", List.of());
        protect(PERTURBATION, List.of("one"));
        List<Cell> cells = new ArrayList<>();
        cells.addAll(cells("none", List.of()));
        cells.addAll(cells(PERTURBATION, List.of("one")));
        try (TrialWriter writer = record.trialWriter(
                cells, cell -> Optional.of(impostors.get(cell.model()).calibration()), this::quality)) {
            cells.forEach(cell -> judge(cell, writer));
        }
        worst.values().forEach(cell -> metrics.addAll(cell.metrics()));
        metrics.addAll(net.metrics());
        List<Timing> timings = timings();
        record.writeMetrics(metrics);
        record.writePhotos(photos);
        record.writeCalibration(List.copyOf(impostors.values()));
        record.writeTimings(timings);
        record.write(diagnosed(info(), cells));
        return record;
    }

    /** With the warnings that follow from its tables. */
    private RunInfo diagnosed(RunInfo info, List<Cell> cells) {
        return info.withWarnings(Stream.of(
                        Diagnosis.ofPlan(info, cells),
                        Diagnosis.ofMeasurement(info, judged, record.metrics()),
                        List.of(PhotoWarnings.noFace(info.counts(), "")))
                .flatMap(List::stream)
                .toList());
    }

    private void calibrate(String model) {
        double[] similarities = new double[60];
        for (int i = 0; i < similarities.length; i++) {
            similarities[i] = Math.rint((random.nextDouble() * .8 - .4) * 1e6) / 1e6;
        }
        impostors.put(model, new Impostors(model, Calibration.id(similarities), similarities));
        thresholds.put(model, Calibration.atFar(FAR, similarities));
    }

    private void protect(String defense, List<String> surrogates) {
        boolean control = surrogates.isEmpty();
        for (int i = 0; i < PROBES; i++) {
            Quality quality = control
                    ? new Quality(1, OptionalDouble.empty(), 0)
                    : new Quality(.8 + random.nextDouble() / 10, OptionalDouble.of(25 + random.nextDouble()), .047);
            photos.add(new ProtectedPhoto(
                    defense, surrogates, "faces", 3, probe(i), subject(i), Optional.of(quality), "protected"));
        }
        Cell cell =
                SampleCells.recognition(defense, surrogates, "-", "-", "faces", 3, Alignment.CROP, "none", Access.NONE);
        List<Quality> qualities = photos.stream()
                .filter(photo -> photo.defense().equals(defense))
                .map(photo -> photo.quality().orElseThrow())
                .toList();
        Mean.of(
                        cell,
                        "ssim",
                        "ratio",
                        Better.HIGHER,
                        qualities.stream().mapToDouble(Quality::ssim).toArray())
                .ifPresent(metrics::add);
        Mean.of(
                        cell,
                        "psnr",
                        "dB",
                        Better.HIGHER,
                        qualities.stream()
                                .map(Quality::psnr)
                                .filter(OptionalDouble::isPresent)
                                .mapToDouble(OptionalDouble::getAsDouble)
                                .toArray())
                .ifPresent(metrics::add);
    }

    private static List<Cell> cells(String defense, List<String> surrogates) {
        List<Cell> cells = new ArrayList<>();
        for (Alignment alignment : Alignment.values()) {
            for (String question : List.of("search", "compare", "search jpeg", "compare jpeg")) {
                for (String model : MODELS) {
                    String[] words = question.split(" ");
                    Access access = surrogates.contains(model) ? Access.WHITE_BOX : Access.BLACK_BOX;
                    cells.add(SampleCells.recognition(
                            defense,
                            surrogates,
                            words[0],
                            model,
                            "faces",
                            3,
                            alignment,
                            words.length == 1 ? "none" : words[1],
                            surrogates.isEmpty() ? Access.NONE : access));
                }
            }
        }
        return cells;
    }

    private void judge(Cell cell, TrialWriter writer) {
        List<Trial> written = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            boolean missed = cell.alignment() == Alignment.PHOTO && i == 7;
            noFace += missed ? 1 : 0;
            written.add(
                    writer.write(cell.attack().equals("search") ? search(cell, i, missed) : compare(cell, i, missed)));
        }
        trials += written.size();
        List<Threshold> own = List.of(thresholds.get(cell.model()));
        metrics.addAll(Judgment.of(written, own, registry));
        judged.add(written, own);
        WorstCase countermeasureCells = worst.computeIfAbsent(
                cell.withCountermeasure("worst").id(),
                id -> new WorstCase(cell.withCountermeasure("none"), own, registry));
        written.forEach(trial -> countermeasureCells.add(trial, own));
        net.add(written, own);
    }

    private Trial search(Cell cell, int i, boolean missed) {
        boolean hidden = hidden(cell);
        boolean target = hidden && random.nextInt(3) > 0;
        String first = target ? "target" : hidden ? "stranger" : subject(i).value();
        Trial.Found found = new Trial.Found(
                hidden ? 2 + random.nextInt(9) : 1,
                OptionalInt.of(target ? 1 : 11 + random.nextInt(9)),
                Optional.of(new SubjectId("target")),
                new SubjectId(first));
        return new Trial.Identification(
                cell,
                Pairing.PROTECTED_CLEAN,
                subject(i),
                probe(i),
                outcome(missed, .6),
                missed ? Optional.empty() : Optional.of(found));
    }

    private Trial compare(Cell cell, int i, boolean missed) {
        return new Trial.Verification(
                cell,
                Pairing.PROTECTED_CLEAN,
                subject(i),
                probe(i),
                subject(i),
                new PhotoId(subject(i) + "-2"),
                Label.OTHER,
                OptionalInt.empty(),
                outcome(missed, hidden(cell) ? -.5 : .5));
    }

    private boolean hidden(Cell cell) {
        double chance = cell.defense().equals("none") ? .1 : cell.defenseAccess() == Access.WHITE_BOX ? .95 : .6;
        return random.nextDouble() < chance;
    }

    private Outcome outcome(boolean missed, double similarity) {
        return missed
                ? new Outcome.NotAcquired(Reason.NO_FACE)
                : new Outcome.Compared(similarity + random.nextDouble() / 10);
    }

    private OptionalDouble quality(Trial trial) {
        return photos.stream()
                .filter(photo -> photo.defense().equals(trial.cell().defense())
                        && photo.probe().equals(trial.probe()))
                .mapToDouble(photo -> photo.quality().orElseThrow().ssim())
                .findFirst();
    }

    private List<Timing> timings() {
        List<Timing> timings = List.of(
                new Timing("protect", "none", 0, 6, .01, true),
                new Timing("protect", "none", 1, 6, .003, false),
                new Timing("protect", "cloak on one", 0, 6, 3, true),
                new Timing("protect", "cloak on one", 1, 6, 2.123456, false),
                new Timing("embed", "one", 0, 40, .5, true),
                new Timing("embed", "one", 1, 40, .234567, false),
                new Timing("embed", "two", 0, 80, .5, true));
        Cell none =
                SampleCells.recognition("none", List.of(), "-", "-", "faces", 3, Alignment.CROP, "none", Access.NONE);
        Cell perturbation = SampleCells.recognition(
                PERTURBATION, List.of("one"), "-", "-", "faces", 3, Alignment.CROP, "none", Access.NONE);
        Cell one =
                SampleCells.recognition("none", List.of(), "-", "one", "faces", 3, Alignment.CROP, "none", Access.NONE);
        Throughput.of(none, "protect_images_per_s", 6, .003).ifPresent(metrics::add);
        Throughput.of(perturbation, "protect_images_per_s", 6, 2.123456).ifPresent(metrics::add);
        Throughput.of(one, "embed_images_per_s", 40, .234567).ifPresent(metrics::add);
        return timings;
    }

    private RunInfo info() {
        List<RunInfo.Entry> defenses =
                List.of(entry("none", Map.of()), entry(PERTURBATION, Map.of("epsilon", "0.047", "iterations", "50")));
        List<RunInfo.Entry> attacks = List.of(
                entry("search", Map.of()),
                entry("compare", Map.of()),
                entry("none", Map.of()),
                entry("jpeg", Map.of()));
        Map<String, String> parts = new TreeMap<>(Map.of("suite", "9".repeat(64)));
        defenses.forEach(entry -> parts.put("defense " + entry.id(), entry.digest()));
        attacks.forEach(entry ->
                parts.put((COUNTERMEASURES.contains(entry.id()) ? "rung " : "attack ") + entry.id(), entry.digest()));
        MODELS.forEach(model -> parts.put("recognizer " + model, "d".repeat(64)));
        Digest.Builder whole = Digest.builder("resolved suite");
        parts.forEach(whole::add);
        RecognitionSettings settings = new SampleSettings()
                .with("alignments", List.of("crop", "photo"))
                .with("attacks", List.of("search", "compare"))
                .with("countermeasures", COUNTERMEASURES)
                .with("made_of", parts)
                .with("fars", List.of(FAR.rate()))
                .with("surrogates", List.of(List.of("one")))
                .with("models", MODELS)
                .recognition();
        return new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                Status.COMPLETED,
                Instant.parse("2026-01-31T12:00:00Z"),
                Optional.of(Instant.parse("2026-01-31T12:01:00Z")),
                new RunInfo.Suite(
                        "forged",
                        "nobody ran it",
                        "it proves nothing",
                        whole.build().hex(),
                        settings),
                defenses,
                attacks,
                MODELS.stream().map(ForgedRun::recognizer).toList(),
                new RunInfo.Detector("landmarks", "e".repeat(64)),
                new DatasetEntry("faces", 100, 50, "f".repeat(64)),
                new RecognitionSizes(PROBES, PROBES, 0, 1, 2, GALLERY - PROBES - 2, 12, 0, "0".repeat(64)),
                MODELS.stream()
                        .map(model -> ThresholdEntry.of(model, thresholds.get(model)))
                        .toList(),
                List.of(3L),
                "6566f9d0000",
                Dirty.NO,
                new Environment("17", "Linux", "x", 2, "none", "none", "cpu", 2, ""),
                new Counts(trials, trials - noFace, noFace, 0, 0, 2 * PROBES, 0, 0, 0, 0),
                List.of(new Ledger("none", List.of(), 0, 0, 0), new Ledger(PERTURBATION, List.of("one"), 100, 50, .25)),
                List.of(),
                Map.of());
    }

    private static RunInfo.Entry entry(String id, Map<String, Object> params) {
        Digest.Builder digest = Digest.builder("entry").add("type", id);
        new TreeMap<>(params).forEach((name, value) -> digest.add("params." + name, String.valueOf(value)));
        return new RunInfo.Entry(
                id, id, "for tests", "none", "control", params, digest.build().hex(), "c".repeat(64), "");
    }

    private static RunInfo.RecognizerEntry recognizer(String id) {
        return new RunInfo.RecognizerEntry(
                id,
                "linear",
                Digest.of(id).hex(),
                "d".repeat(64),
                "c".repeat(64),
                "arcface112",
                8,
                "none",
                "nothing",
                "none",
                List.of("model"));
    }

    private static SubjectId subject(int i) {
        return new SubjectId("person-%02d".formatted(i));
    }

    private static PhotoId probe(int i) {
        return new PhotoId(subject(i) + "-1");
    }
}
