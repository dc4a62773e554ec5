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
import dev.visor.diagnosis.Diagnosis;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.photo.SamePhotos;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Removals;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.AlikeImages;
import dev.visor.harness.protection.ImageQualities;
import dev.visor.harness.protection.PerceptualQualities;
import dev.visor.harness.protection.PhotoStrip;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
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
    private final Protocol protocol;
    private final PlannedPhotos planned;
    private final Compute compute;
    private final Progress progress;
    private final ContentStore store;
    private final FaceLocator photographs;
    private final Embedder embedder;
    private final RecognitionPipeline pipeline;
    private final Calibrations calibrations = new Calibrations();
    private final CleanEmbeddings clean;
    private final ImageQualities qualities;
    private final PerceptualQualities perceptual;
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
        this.planned = new PlannedPhotos(suite, protocol);
        this.compute = compute;
        this.progress = progress;
        this.store = store.contents();
        this.photographs = photographs;
        this.embedder = new Embedder(store.embeddings(), compute, progress);
        this.pipeline = new RecognitionPipeline(
                suite, protocol, zoo, photographs, this.store, embedder, compute, progress, rules);
        this.clean = new CleanEmbeddings(suite, protocol, zoo, pipeline, calibrations);
        this.qualities = new ImageQualities(compute, suite.dataset().id(), rules.guards());
        this.perceptual = new PerceptualQualities(request.imageMetrics(), zoo, compute);
        this.statistics = new RunStatistics(suite.dataset().id());
        this.results = new RunMetrics(
                suite.suite().protocol().recognized(),
                suite.dataset()
                        .slices()
                        .of(protocol.probes().stream().map(FacePhoto::id).toList()));
        this.judging = new CellJudging(rules, calibrations, statistics, results, progress);
        this.tracing = new Tracing(suite.dataset().id(), pipeline, compute);
    }

    /** Runs to the end. */
    public RunInfo run(RunInfo info, Clock clock) {
        try (embedder;
                ServiceModels services =
                        ServiceModels.open(suite, request, record, protocol, photographs, progress, clock)) {
            request.shard().protections(suite).forEach(this::requireMeasurable);
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
            qualities.write(record, Removals.in(suite));
            tracing.write(record.directory());
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

    private void requireMeasurable(Protection protection) {
        perceptual.require(
                suite, protection, planned.wanted(planned.limited(protection)).size());
    }

    private List<Warning> photoWarnings(Counts counts) {
        List<Warning> raised = new ArrayList<>(FoundPhotoWarnings.missed(counts, photographs.missed()));
        FoundPhotoWarnings.same(SamePhotos.among(protocol.photos(), clean.ofFirstJudge(), photographs))
                .ifPresent(raised::add);
        return raised;
    }

    private void judgeRecognizers(long seed, TrialWriter trials) {
        for (Cell cell : request.shard().cells(suite)) {
            RecognitionAttack attack = pipeline.attack(cell);
            if (!attack.judgesDefenses() && cell.seed() == seed) {
                judging.assign(cell, cell.model());
                judging.judge(cell, protocol, attack, new SeenFaces(clean(attack, cell), Map.of(), Map.of()), trials);
            }
        }
    }

    /**
     * A protection's results on the protocol's photos.
     *
     * @param limited the protocol with as many probes as the defense can afford
     * @param shared what attacks ask about
     * @param enrolled the protected mates; empty where nothing is trained
     */
    private record ProtectedProtocol(
            Protection protection,
            Protocol limited,
            Map<PhotoId, ProtectionResult> shared,
            Map<PhotoId, ProtectionResult> enrolled) {}

    private void judge(Protection protection, long seed, ServiceModels services, TrialWriter trials) {
        List<Cell> cells = suite.cells(protection, seed);
        if (cells.isEmpty()) {
            return;
        }
        Protocol limited = planned.limited(protection);
        Protector protector = pipeline.protector(protection, seed);
        Map<PhotoId, ProtectionResult> shared = pipeline.protect(protector, planned.wanted(limited));
        results.add(qualities.measure(protection, seed, List.copyOf(shared.values()), limited.probes()));
        results.add(perceptual.of(protection.cell(suite.dataset().id(), seed), protection, shared.values()));
        results.add(statistics.protect(protection, seed, List.copyOf(shared.values()), protector.learned()));
        AlikeImages.of(protection, shared.values()).ifPresent(found::add);
        if (request.photos()) {
            PhotoStrip.write(record.directory(), protection, limited.probes(), shared);
        }
        Map<PhotoId, ProtectionResult> enrolled = Map.of();
        Optional<AdaptiveTraining> adaptation = Optional.empty();
        if (suite.trains(protection)) {
            List<ProtectionResult> studied =
                    List.copyOf(pipeline.protect(protector, protocol.training()).values());
            adaptation = Optional.of(new AdaptiveTraining(protector.recipe(), studied, store, compute, progress));
            enrolled = pipeline.protect(protector, limited.firstMates());
        }
        statistics.masks(protector.computed(), protector.reused());
        statistics.commands(protection, seed);
        Map<String, List<RemovedPhoto>> removed = pipeline.remove(protection, protector, shared.values());
        removed.forEach((key, faces) -> results.add(qualities.measureRemoval(protection, seed, key, faces)));
        ProtectedProtocol photos = new ProtectedProtocol(protection, limited, shared, enrolled);
        for (Alignment alignment : suite.suite().alignments()) {
            SharedPhotos probes = pipeline.share(shared, alignment);
            SharedPhotos gallery = pipeline.share(enrolled, alignment);
            for (Entry<Countermeasure> countermeasure : suite.countermeasures(protection)) {
                List<Cell> here = cells.stream()
                        .filter(cell -> cell.alignment() == alignment
                                && cell.countermeasure().equals(countermeasure.id()))
                        .toList();
                String stage = "%s, alignment %s, countermeasure %s"
                        .formatted(protection.label(), alignment.word(), countermeasure.id());
                try (PreparedCountermeasure prepared =
                        PreparedCountermeasure.of(countermeasure, suite, protection, new Seed(seed), zoo, adaptation)) {
                    prepared.judges().values().forEach(clean::introduce);
                    here.forEach(cell -> judging.assign(
                            cell,
                            services.has(cell)
                                    ? cell.model()
                                    : prepared.judges().get(cell.model()).id()));
                    SharedPhotos asked = removed.containsKey(countermeasure.id())
                            ? pipeline.share(removed.get(countermeasure.id()), alignment)
                            : probes;
                    results.add(tracing.read(protection, seed, alignment, prepared, protector, asked, shared));
                    Map<String, Map<PhotoId, Acquired>> seen = embed(prepared, asked, stage);
                    Map<String, Map<PhotoId, Acquired>> mates =
                            prepared.enrolls() ? embed(prepared, gallery, stage + ", gallery") : Map.of();
                    here.forEach(cell -> judge(cell, photos, seen, mates, services, trials));
                }
            }
            results.endWorst();
        }
        results.headline(protection).ifPresent(progress::result);
    }

    private Map<String, Map<PhotoId, Acquired>> embed(
            PreparedCountermeasure prepared, SharedPhotos photos, String stage) {
        return pipeline.embed(prepared, photos, crop -> stage + ", crop " + crop.name());
    }

    private void judge(
            Cell cell,
            ProtectedProtocol photos,
            Map<String, Map<PhotoId, Acquired>> seen,
            Map<String, Map<PhotoId, Acquired>> mates,
            ServiceModels services,
            TrialWriter writer) {
        RecognitionAttack attack = pipeline.attack(cell);
        if (services.has(cell)) {
            judging.judge(
                    cell,
                    photos.limited(),
                    attack,
                    services.asking(cell, photos.limited(), attack, photos.shared()),
                    writer);
            return;
        }
        SeenFaces faces =
                new SeenFaces(clean(attack, cell), seen.get(cell.model()), mates.getOrDefault(cell.model(), Map.of()));
        List<Trial> trials = judging.judge(cell, photos.limited(), attack, faces, writer);
        if (WorstCase.counts(cell) && suite.hasWorstCase(photos.protection(), cell.model())) {
            judging.addToWorst(cell, trials);
        }
    }

    private Map<PhotoId, Acquired> clean(RecognitionAttack attack, Cell cell) {
        return clean.of(attack, judging.judgeOf(cell));
    }
}
