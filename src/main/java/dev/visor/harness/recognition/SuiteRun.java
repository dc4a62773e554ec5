package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.Trust;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.photo.SamePhotos;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.AlikeImages;
import dev.visor.harness.protection.ImageQualities;
import dev.visor.harness.protection.PerceptualQualities;
import dev.visor.harness.protection.PhotoStrip;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.RegionQualities;
import dev.visor.harness.protection.RemovedPhoto;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.service.ServiceModels;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.RunStore;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.CommandOutput;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.SplitPhoto;
import dev.visor.tensor.Compute;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Splits splits;
    private final List<PlannedPhotos> planned;
    private final Compute compute;
    private final Progress progress;
    private final ContentStore store;
    private final FaceLocator photographs;
    private final Embedder embedder;
    private final List<RecognitionPipeline> pipelines;
    private final Calibrations calibrations = new Calibrations();
    private final CleanEmbeddings clean;
    private final ImageQualities qualities;
    private final PhotoMeasures measures;
    private final RunStatistics statistics;
    private final RunMetrics results;
    private final CellJudging judging;
    private final Tracing tracing;

    private final List<Warning> found = new ArrayList<>();

    public SuiteRun(
            RunRequest request,
            ResolvedSuite suite,
            RunRecord record,
            Zoo zoo,
            Splits splits,
            FaceLocator photographs,
            RunStore store,
            Compute compute,
            Progress progress,
            Rules rules) {
        this.request = request;
        this.suite = suite;
        this.record = record;
        this.zoo = zoo;
        this.splits = splits;
        this.planned = PlannedPhotos.of(suite, splits);
        this.compute = compute;
        this.progress = progress;
        this.store = store.contents();
        this.photographs = photographs;
        this.embedder = new Embedder(store.embeddings(), compute, progress);
        this.pipelines = splits.protocols().stream()
                .map(protocol -> new RecognitionPipeline(
                        suite, protocol, zoo, photographs, this.store, embedder, compute, progress, rules))
                .toList();
        this.clean = new CleanEmbeddings(suite, planned, zoo, pipelines.get(0), calibrations);
        this.qualities = new ImageQualities(compute, suite.dataset().id(), rules.guards());
        this.statistics = new RunStatistics(suite.dataset().id());
        this.results = new RunMetrics(
                suite.suite().protocol().recognized(),
                suite.dataset()
                        .slices()
                        .of(splits.probes().stream().map(FacePhoto::id).toList()));
        this.measures = new PhotoMeasures(
                suite,
                planned,
                qualities,
                new RegionQualities(compute, suite.dataset().id()),
                new PerceptualQualities(request.imageMetrics(), zoo, compute),
                statistics,
                results);
        this.judging = new CellJudging(rules, calibrations, statistics, results, progress);
        this.tracing = new Tracing(suite.dataset().id(), pipelines.get(0), compute);
    }

    /** Runs to the end. */
    public RunInfo run(RunInfo info, Clock clock) {
        try (embedder;
                ServiceModels services =
                        ServiceModels.open(suite, request, record, splits.first(), photographs, progress, clock)) {
            request.shard().protections(suite).forEach(measures::require);
            clean.embed();
            services.calibrate(calibrations);
            try (TrialWriter trials =
                    record.trialWriter(request.shard().cells(suite), judging::calibration, qualities::of)) {
                for (long seed : suite.suite().seeds()) {
                    judgeRecognizers(seed, trials);
                    for (Protection protection : request.shard().protections(suite)) {
                        judge(protection, seed, services, trials);
                    }
                }
            }
            results.write(record, services.finish(), statistics.embedding(embedder.timings(), suite.suite()));
            measures.write(record);
            tracing.write(record.directory());
            if (splits.several()) {
                SplitPhoto.write(record.directory(), Description.photos(splits));
            }
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(statistics.timings(embedder.timings(), photographs.timings()));
            if (suite.defenses().stream().anyMatch(defense -> defense.plugin().trust() == Trust.COMMAND)) {
                CommandOutput.write(record.directory(), statistics.commands());
            }
            Counts counts = statistics.counts(embedder.computed(), embedder.reused());
            RunInfo ended = info.ended(
                    Status.COMPLETED,
                    clock.instant(),
                    calibrations.entries(),
                    counts,
                    statistics.ledgers(),
                    info.warnings());
            return ended.withWarnings(Stream.of(
                            info.warnings().stream(),
                            photoWarnings(counts).stream(),
                            found.stream(),
                            // Of metrics as they were written, so that whoever reads the record comes to the same.
                            Diagnosis.ofMeasurement(ended, results.judged(), record.metrics()).stream(),
                            services.moved().stream(),
                            Diagnosis.unanswered(ended, results.judged(), services::capped).stream())
                    .flatMap(warnings -> warnings)
                    .toList());
        }
    }

    private List<Warning> photoWarnings(Counts counts) {
        List<Warning> raised = new ArrayList<>(FoundPhotoWarnings.missed(counts, photographs.missed()));
        FoundPhotoWarnings.same(SamePhotos.among(splits.photos(), clean.ofFirstJudge(), photographs))
                .ifPresent(raised::add);
        return raised;
    }

    private void judgeRecognizers(long seed, TrialWriter trials) {
        for (Cell cell : request.shard().cells(suite)) {
            RecognitionAttack attack = pipelines.get(0).attack(cell);
            if (!attack.judgesDefenses() && cell.seed() == seed) {
                judging.assign(cell, cell.model());
                SeenFaces faces = new SeenFaces(clean(attack, cell), Map.of(), Map.of());
                judging.judge(cell, List.of(splits.first()), attack, List.of(faces), trials);
            }
        }
    }

    private void judge(Protection protection, long seed, ServiceModels services, TrialWriter trials) {
        List<Cell> cells = suite.cells(protection, seed);
        if (cells.isEmpty()) {
            return;
        }
        ProtectedSplits photos = ProtectedSplits.of(pipelines, planned, protection, seed);
        ProtectedSplits.Split first = photos.first();
        measures.of(protection, seed, photos);
        AlikeImages.of(protection, photos.made()).ifPresent(found::add);
        if (request.photos()) {
            PhotoStrip.write(record.directory(), protection, first.limited().probes(), first.shared());
        }
        Map<PhotoId, ProtectionResult> enrolled = Map.of();
        Optional<AdaptiveTraining> adaptation = Optional.empty();
        if (suite.trains(protection)) {
            Protector protector = first.protector();
            StudiedPhotos studied = first.pipeline().study(protection, protector, seed);
            adaptation = Optional.of(first.pipeline().training(studied, protector));
            enrolled = studied.enrolled(first.limited().firstMates());
        }
        statistics.masks(photos.computed(), photos.reused());
        statistics.commands(protection, seed);
        List<Map<String, List<RemovedPhoto>>> removed =
                photos.each().stream().map(split -> split.remove(protection)).toList();
        measures.of(protection, seed, photos, removed);
        for (Alignment alignment : suite.suite().alignments()) {
            SharedPhotos gallery = first.pipeline().share(enrolled, alignment);
            List<SharedPhotos> probes = photos.share(alignment);
            for (Entry<Countermeasure> countermeasure : suite.countermeasures(protection)) {
                List<Cell> here = cells.stream()
                        .filter(cell -> cell.alignment() == alignment
                                && cell.countermeasure().equals(countermeasure.id()))
                        .toList();
                String stage = "%s, alignment %s, countermeasure %s"
                        .formatted(protection.label(), alignment.word(), countermeasure.id());
                try (PreparedCountermeasure prepared =
                        PreparedCountermeasure.of(countermeasure, suite, protection, new Seed(seed), zoo, adaptation)) {
                    clean.introduce(prepared);
                    here.forEach(cell -> judging.assign(
                            cell,
                            services.has(cell)
                                    ? cell.model()
                                    : prepared.judges().get(cell.model()).id()));
                    List<Map<String, Map<PhotoId, Acquired>>> seen = new ArrayList<>();
                    List<SharedPhotos> asked = photos.after(countermeasure, removed, probes, alignment);
                    results.add(tracing.read(
                            protection, seed, alignment, prepared, first.protector(), asked.get(0), first.shared()));
                    for (int i = 0; i < asked.size(); i++) {
                        String which = i == 0 ? "" : ", split " + (i + 1) + " of " + asked.size();
                        seen.add(embed(pipelines.get(i), prepared, asked.get(i), stage + which));
                    }
                    Map<String, Map<PhotoId, Acquired>> mates = prepared.enrolls()
                            ? embed(first.pipeline(), prepared, gallery, stage + ", gallery")
                            : Map.of();
                    here.forEach(cell -> judge(cell, protection, photos, seen, mates, services, trials));
                }
            }
            results.endWorst();
        }
        results.headline(protection).ifPresent(progress::result);
    }

    private static Map<String, Map<PhotoId, Acquired>> embed(
            RecognitionPipeline pipeline, PreparedCountermeasure prepared, SharedPhotos photos, String stage) {
        return pipeline.embed(prepared, photos, crop -> stage + ", crop " + crop.name());
    }

    private void judge(
            Cell cell,
            Protection protection,
            ProtectedSplits photos,
            List<Map<String, Map<PhotoId, Acquired>>> seen,
            Map<String, Map<PhotoId, Acquired>> mates,
            ServiceModels services,
            TrialWriter writer) {
        RecognitionAttack attack = pipelines.get(0).attack(cell);
        List<Protocol> limited =
                photos.each().stream().map(ProtectedSplits.Split::limited).toList();
        if (services.has(cell)) {
            judging.judge(
                    cell,
                    limited,
                    attack,
                    services.asking(cell, limited.get(0), attack, photos.first().shared()),
                    writer);
            return;
        }
        List<SeenFaces> faces = seen.stream()
                .map(split -> new SeenFaces(
                        clean(attack, cell), split.get(cell.model()), mates.getOrDefault(cell.model(), Map.of())))
                .toList();
        List<Trial> trials = judging.judge(cell, limited, attack, faces, writer);
        if (WorstCase.counts(cell) && suite.hasWorstCase(protection, cell.model())) {
            judging.addToWorst(cell, trials);
        }
    }

    private Map<PhotoId, Acquired> clean(RecognitionAttack attack, Cell cell) {
        return clean.of(attack, judging.judgeOf(cell));
    }
}
