package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.ContractViolation;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.harness.Guard;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Embedder.Face;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.photo.SamePhotos;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.ImageQualities;
import dev.visor.harness.protection.PhotoStrip;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.service.ServiceVictims;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.RunStore;
import dev.visor.harness.store.Stage;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.recognizer.Recognizer;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.ThresholdEntry;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of a suite, in the order of its plan: embed what is clean, calibrate, then for each protection protect, share,
 * cut again, embed and judge.
 */
public final class SuiteRun {

    private final RunRequest request;
    private final ResolvedSuite suite;
    private final RunRecord record;
    private final Zoo zoo;
    private final Protocol protocol;
    private final Compute compute;
    private final Progress progress;
    private final Rules rules;
    private final ContentStore store;
    private final Path embeddings;
    private final FaceLocator photographs;
    private final Calibrations calibrations = new Calibrations();
    private final ImageQualities qualities;
    private final RunStatistics tally;
    private final JudgedTrials judged = new JudgedTrials();
    private final MetricRegistry registry;
    private final RecognizedProbes recognized;
    private final NetRates net;
    private final List<SliceLabel> labels;
    private final SliceRates slices;

    /** Clean embeddings: by mirrored or not, by judge, by photo. */
    private final Map<Boolean, Map<String, Map<PhotoId, Acquired>>> originals = new HashMap<>();

    /** Who judged the cells so far. */
    private final Map<Cell, String> judges = new HashMap<>();

    public SuiteRun(
            RunRequest request,
            ResolvedSuite suite,
            RunRecord record,
            Zoo zoo,
            Protocol protocol,
            FaceLocator photographs,
            RunStore store,
            Compute compute,
            Progress progress,
            Rules rules) {
        this.request = request;
        this.suite = suite;
        this.record = record;
        this.zoo = zoo;
        this.protocol = protocol;
        this.compute = compute;
        this.progress = progress;
        this.rules = rules;
        this.store = store.contents();
        this.embeddings = store.embeddings();
        this.photographs = photographs;
        this.qualities = new ImageQualities(compute, suite.dataset().id(), rules.guards());
        this.tally = new RunStatistics(suite.dataset().id());
        this.registry = Metrics.registry().upTo(RunInfo.EDITION);
        this.recognized = new RecognizedProbes(suite.suite().protocol().recognized(), registry);
        this.net = new NetRates(registry.net());
        this.labels = suite.dataset()
                .slices()
                .of(protocol.probes().stream().map(FacePhoto::id).toList());
        this.slices = new SliceRates(labels);
    }

    /** Of which the results of such a run are stored. */
    public static List<Stage> stages(ResolvedSuite suite) {
        Stream<Stage> always = Stream.of(FaceLocator.STAGE, Protector.STAGE, Purifier.STAGE, Embedder.STAGE);
        boolean trains = suite.protections().stream().anyMatch(suite::trains);
        return (trains ? Stream.concat(always, Stream.of(AdaptiveTraining.STAGE)) : always).toList();
    }

    /** Runs to the end. */
    public RunInfo run(RunInfo info, Clock clock) {
        try (Embedder embedder = new Embedder(embeddings, compute, progress);
                ServiceVictims rented =
                        ServiceVictims.open(suite, request, record, protocol, photographs, progress, clock)) {
            embedOriginals(embedder);
            suite.judges().forEach(this::calibrate);
            rented.calibrate(calibrations);
            List<MetricValue> metrics = new ArrayList<>();
            try (TrialWriter trials = record.trialWriter(
                    request.shard().cells(suite), cell -> calibrations.calibration(judges.get(cell)), qualities::of)) {
                for (long seed : suite.suite().seeds()) {
                    judgeRecognizers(seed, trials, metrics);
                    for (Protection protection : request.shard().protections(suite)) {
                        judge(protection, seed, embedder, rented, trials, metrics);
                    }
                }
            }
            metrics.addAll(rented.finish());
            metrics.addAll(recognized.metrics());
            metrics.addAll(net.metrics());
            metrics.addAll(tally.embedding(embedder.timings(), suite.suite()));
            record.writeMetrics(metrics);
            record.writeSlices(labels, slices.values());
            record.writePhotos(qualities.photos());
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(tally.timings(embedder.timings()));
            Counts counts = tally.counts(embedder.computed(), embedder.reused());
            RunInfo ended = info.ended(
                    Status.COMPLETED, clock.instant(), thresholds(), counts, tally.ledgers(), info.warnings());
            return ended.withWarnings(Stream.of(
                            info.warnings().stream(),
                            photoWarnings(counts).stream(),
                            // Of metrics as they were written, so that whoever reads the record comes to the same.
                            Diagnosis.ofMeasurement(ended, judged, record.metrics()).stream(),
                            rented.moved().stream(),
                            Diagnosis.unanswered(ended, judged, rented::capped).stream())
                    .flatMap(warnings -> warnings)
                    .toList());
        }
    }

    private List<Warning> photoWarnings(Counts counts) {
        Map<PhotoId, Acquired> seen = suite.judges().isEmpty()
                ? Map.of()
                : originals.get(false).getOrDefault(suite.judges().get(0), Map.of());
        List<Warning> raised = new ArrayList<>(FoundPhotoWarnings.missed(counts, photographs.missed()));
        FoundPhotoWarnings.same(SamePhotos.among(protocol.photos(), seen, photographs))
                .ifPresent(raised::add);
        return raised;
    }

    /** All clean photos that any attack or calibration needs, for all that judge from the start. */
    private void embedOriginals(Embedder embedder) {
        for (boolean mirrored : List.of(false, true)) {
            Map<String, Map<PhotoId, Acquired>> all = new HashMap<>();
            zoo.byCrop(mirrored ? suite.suite().victims() : suite.judges())
                    .forEach((crop, judges) -> all.putAll(embedder.embed(
                            judges, clean(mirrored), mirrored, "embedding clean photos, crop " + crop.name())));
            originals.put(mirrored, all);
        }
    }

    private List<Face> clean(boolean mirrored) {
        Set<FacePhoto> needed = new LinkedHashSet<>();
        for (Entry<RecognitionAttack> attack : suite.attacks()) {
            RecognitionAttack recognition = attack.plugin();
            if (recognition.mirrored() == mirrored) {
                needed.addAll(recognition.originals(protocol));
            }
        }
        if (!mirrored) {
            needed.addAll(protocol.impostors());
        }
        return needed.stream()
                .map(photo -> new Face(
                        photo.id(),
                        photographs.key(photo),
                        crop -> photographs.see(photo).cutTo(crop)))
                .toList();
    }

    private void calibrate(String judge) {
        calibrations.calibrate(
                judge,
                protocol.impostors(),
                originals.get(false).get(judge),
                suite.suite().fars(),
                suite.suite().protocol().unresolvedFars());
    }

    /** Gives a recognizer that the tracker has trained a gallery and thresholds of its own. */
    private void introduce(PreparedCountermeasure.Judge judge, Embedder embedder) {
        if (!originals.get(false).containsKey(judge.id())) {
            Map<String, Map<PhotoId, Acquired>> seen = embedder.embed(
                    List.of(judge.recognizer()), clean(false), false, "embedding clean photos, " + judge.id());
            originals
                    .get(false)
                    .put(judge.id(), seen.get(judge.recognizer().card().id()));
            calibrate(judge.id());
        }
    }

    private void judgeRecognizers(long seed, TrialWriter trials, List<MetricValue> metrics) {
        for (Cell cell : request.shard().cells(suite)) {
            RecognitionAttack attack = attack(cell);
            if (!attack.judgesDefenses() && cell.seed() == seed) {
                judges.put(cell, cell.model());
                judge(cell, protocol, attack, new Lookup(clean(attack, cell), Map.of(), Map.of()), trials, metrics);
            }
        }
    }

    private void judge(
            Protection protection,
            long seed,
            Embedder embedder,
            ServiceVictims rented,
            TrialWriter trials,
            List<MetricValue> metrics) {
        List<Cell> cells = suite.cells(protection, seed);
        if (cells.isEmpty()) {
            return;
        }
        Protocol limited = limited(protection);
        Protector protector = protector(protection, seed);
        Map<PhotoId, ProtectionResult> shared = protect(protector, wanted(limited));
        metrics.addAll(qualities.measure(protection, seed, List.copyOf(shared.values()), limited.probes()));
        tally.protect(protection, seed, List.copyOf(shared.values())).ifPresent(metrics::add);
        if (request.photos()) {
            PhotoStrip.write(record.directory(), protection, limited.probes(), shared);
        }
        Map<PhotoId, ProtectionResult> enrolled = Map.of();
        Optional<AdaptiveTraining> adaptation = Optional.empty();
        if (suite.trains(protection)) {
            List<ProtectionResult> studied =
                    List.copyOf(protect(protector, protocol.training()).values());
            adaptation = Optional.of(new AdaptiveTraining(protector.recipe(), studied, store, compute, progress));
            enrolled = protect(protector, limited.firstMates());
        }
        tally.masks(protector.computed(), protector.reused());
        for (Alignment alignment : suite.suite().alignments()) {
            SharedPhotos photos = new SharedPhotos(shared, alignment, photographs, rules);
            SharedPhotos gallery = new SharedPhotos(enrolled, alignment, photographs, rules);
            Map<String, WorstCase> worst = new LinkedHashMap<>();
            for (Entry<Countermeasure> rung : suite.rungs(protection)) {
                List<Cell> here = cells.stream()
                        .filter(cell -> cell.alignment() == alignment
                                && cell.countermeasure().equals(rung.id()))
                        .toList();
                try (PreparedCountermeasure climb =
                        PreparedCountermeasure.of(rung, suite, protection, new Seed(seed), zoo, adaptation)) {
                    climb.judges().values().forEach(judge -> introduce(judge, embedder));
                    here.forEach(cell -> judges.put(
                            cell,
                            rented.has(cell)
                                    ? cell.model()
                                    : climb.judges().get(cell.model()).id()));
                    String stage =
                            "%s, alignment %s, rung %s".formatted(protection.label(), alignment.word(), rung.id());
                    Map<String, Map<PhotoId, Acquired>> seen = embed(climb, photos, stage, embedder);
                    Map<String, Map<PhotoId, Acquired>> mates =
                            climb.enrolls() ? embed(climb, gallery, stage + ", gallery", embedder) : Map.of();
                    for (Cell cell : here) {
                        RecognitionAttack attack = attack(cell);
                        if (rented.has(cell)) {
                            judge(cell, limited, attack, rented.asking(cell, limited, attack, shared), trials, metrics);
                            continue;
                        }
                        Lookup faces = new Lookup(
                                clean(attack, cell),
                                seen.get(cell.model()),
                                mates.getOrDefault(cell.model(), Map.of()));
                        List<Trial> judged = judge(cell, limited, attack, faces, trials, metrics);
                        if (suite.hasLadder(protection, cell.model())) {
                            add(judged, cell, worst);
                        }
                    }
                }
            }
            worst.values().forEach(cell -> metrics.addAll(cell.metrics()));
        }
    }

    /** The rung on which the tracker does nothing comes first, and founds the worst case of its cell. */
    private void add(List<Trial> judged, Cell cell, Map<String, WorstCase> worst) {
        WorstCase all = worst.computeIfAbsent(
                cell.withCountermeasure(WorstCase.COUNTERMEASURE).id(),
                id -> new WorstCase(cell, calibrations.of(cell.model()), registry));
        judged.forEach(trial -> all.add(trial, calibrations.of(judges.get(cell))));
    }

    /** Every photo that some attack wants protected, once. */
    private List<FacePhoto> wanted(Protocol limited) {
        Set<FacePhoto> wanted = new LinkedHashSet<>(limited.probes());
        for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(true)) {
            wanted.addAll(attack.plugin().protectedPhotos(limited));
        }
        return List.copyOf(wanted);
    }

    private Protector protector(Protection protection, long seed) {
        List<FaceImage> targets = protection.defense().plugin().needsTargets()
                ? photographs.faces(protocol.targets(), suite.crop(protection))
                : List.of();
        ProtectionSpec recipe = ProtectionSpec.of(suite, protection, zoo, targets, seed);
        return new Protector(recipe, photographs, store, compute, rules, Protector.BATCH);
    }

    private Map<PhotoId, ProtectionResult> protect(Protector protector, List<FacePhoto> photos) {
        Map<PhotoId, ProtectionResult> shared = new LinkedHashMap<>();
        for (ProtectionResult photo : protector.protect(photos, progress)) {
            shared.put(photo.source().id(), photo);
        }
        return shared;
    }

    /** The protected photos as everyone who judges on that rung gets to see them, by the victim's id. */
    private Map<String, Map<PhotoId, Acquired>> embed(
            PreparedCountermeasure climb, SharedPhotos photos, String stage, Embedder embedder) {
        Map<Crop, Set<Recognizer>> byCrop = new LinkedHashMap<>();
        climb.judges()
                .values()
                .forEach(judge -> byCrop.computeIfAbsent(
                                judge.recognizer().card().crop(), crop -> new LinkedHashSet<>())
                        .add(judge.recognizer()));
        Map<String, Map<PhotoId, Acquired>> byRecognizer = new HashMap<>();
        byCrop.forEach((crop, recognizers) -> {
            List<Face> faces = new ArrayList<>();
            for (PhotoId id : photos.ids()) {
                AlignedFace cut = photos.cut(id, crop);
                faces.add(new Face(
                        id, climb.purifier().key(cut), same -> climb.purifier().purified(cut)));
            }
            byRecognizer.putAll(
                    embedder.embed(List.copyOf(recognizers), faces, false, stage + ", crop " + crop.name()));
        });
        Map<String, Map<PhotoId, Acquired>> byVictim = new HashMap<>();
        climb.judges()
                .forEach((victim, judge) -> byVictim.put(
                        victim, byRecognizer.get(judge.recognizer().card().id())));
        return byVictim;
    }

    private List<Trial> judge(
            Cell cell,
            Protocol limited,
            RecognitionAttack attack,
            Faces faces,
            TrialWriter writer,
            List<MetricValue> metrics) {
        RecognitionTask task = new RecognitionTask(cell, limited);
        return judge(cell, limited, attack, trials -> attack.run(task, faces, trials), writer, metrics);
    }

    private List<Trial> judge(
            Cell cell,
            Protocol limited,
            RecognitionAttack attack,
            Consumer<Consumer<Trial>> asking,
            TrialWriter writer,
            List<MetricValue> metrics) {
        List<Trial> trials = new ArrayList<>();
        asking.accept(trial -> {
            Trial written = writer.write(trial);
            tally.count(written);
            trials.add(written);
        });
        if (rules.hold(Guard.TRIALS_COUNTED) && trials.size() != attack.trials(limited)) {
            throw new ContractViolation(
                    "attack %s, cell %s: it planned %d trials and made %d; expected one outcome for each"
                            .formatted(cell.attack(), cell.id(), attack.trials(limited), trials.size()));
        }
        tally.plan(attack.trials(limited));
        metrics.addAll(Judgment.of(trials, calibrations.of(judges.get(cell)), registry));
        judged.add(trials, calibrations.of(judges.get(cell)));
        net.add(trials, calibrations.of(judges.get(cell)));
        slices.add(trials, calibrations.of(judges.get(cell)));
        if (suite.suite().protocol().recognized() > 0) {
            recognized.add(trials, calibrations.of(judges.get(cell)));
        }
        return trials;
    }

    private Map<PhotoId, Acquired> clean(RecognitionAttack attack, Cell cell) {
        return originals.get(attack.mirrored()).get(judges.get(cell));
    }

    /**
     * What an attack gets to see, and nothing else.
     *
     * @param mates protected photos in the gallery, where the tracker enrolls them
     */
    private record Lookup(Map<PhotoId, Acquired> clean, Map<PhotoId, Acquired> seen, Map<PhotoId, Acquired> mates)
            implements Faces {

        @Override
        public Acquired enrolled(PhotoId photo) {
            return mates.getOrDefault(photo, original(photo));
        }

        @Override
        public Acquired original(PhotoId photo) {
            return clean.get(photo);
        }

        @Override
        public Acquired protectedPhoto(PhotoId photo) {
            return seen.get(photo);
        }
    }

    /** The protocol with as many probes as the defense can afford: the first ones, so that cells stay paired. */
    private Protocol limited(Protection protection) {
        return protocol.withProbes(
                suite.suite().protocol().probesFor(protection.defense().id()));
    }

    private RecognitionAttack attack(Cell cell) {
        return suite.attacks().stream()
                .filter(entry -> entry.id().equals(cell.attack()))
                .map(Entry::plugin)
                .findFirst()
                .orElseThrow();
    }

    private List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String judge : calibrations.judges()) {
            calibrations.of(judge).forEach(threshold -> entries.add(ThresholdEntry.of(judge, threshold)));
        }
        return entries;
    }
}
