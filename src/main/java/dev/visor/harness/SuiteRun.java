package dev.visor.harness;

import dev.visor.attack.Attack;
import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Crop;
import dev.visor.core.FaceImage;
import dev.visor.core.MetricValue;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Embedder.Face;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.metric.Judgment;
import dev.visor.metric.WorstCase;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.ThresholdEntry;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.tensor.Compute;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One run of a suite, in the order of its plan: embed what is clean, calibrate, then for each protection protect, share,
 * cut again, embed and judge.
 */
final class SuiteRun {

    private final RunRequest request;
    private final ResolvedSuite suite;
    private final RunRecord record;
    private final Zoo zoo;
    private final Protocol protocol;
    private final Compute compute;
    private final Progress progress;
    private final ContentStore store;
    private final Photographs photographs;
    private final Calibrations calibrations = new Calibrations();
    private final Qualities qualities;
    private final Tally tally;
    private final Successes successes = new Successes();

    /** Clean embeddings: by mirrored or not, by victim, by photo. */
    private final Map<Boolean, Map<String, Map<PhotoId, Acquired>>> originals = new HashMap<>();

    SuiteRun(
            RunRequest request,
            RunRecord record,
            Zoo zoo,
            Protocol protocol,
            Optional<FaceDetector> detector,
            Compute compute,
            Progress progress) {
        this.request = request;
        this.suite = request.suite();
        this.record = record;
        this.zoo = zoo;
        this.protocol = protocol;
        this.compute = compute;
        this.progress = progress;
        this.store = new FileStore(request.cache().resolve("store"));
        this.photographs = new Photographs(detector, store);
        this.qualities = new Qualities(compute, suite.dataset().id());
        this.tally = new Tally(suite.dataset().id());
    }

    /** Runs to the end. */
    RunInfo run(RunInfo info, Clock clock) {
        try (Embedder embedder = new Embedder(request.cache().resolve("embeddings"), compute, progress)) {
            embedOriginals(embedder);
            calibrate();
            List<MetricValue> metrics = new ArrayList<>();
            try (TrialWriter trials = record.trialWriter(
                    request.shard().cells(suite), cell -> calibrations.calibration(judge(cell)), qualities::of)) {
                for (long seed : suite.suite().seeds()) {
                    judgeRecognizers(seed, trials, metrics);
                    for (Protection protection : request.shard().protections(suite)) {
                        judge(protection, seed, embedder, trials, metrics);
                    }
                }
            }
            metrics.addAll(tally.embedding(embedder.timings(), suite.suite()));
            record.writeMetrics(metrics);
            record.writePhotos(qualities.photos());
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(tally.timings(embedder.timings()));
            return info.ended(
                    Status.COMPLETED,
                    clock.instant(),
                    thresholds(),
                    tally.counts(embedder.computed(), embedder.reused()),
                    tally.ledgers(),
                    Stream.concat(
                                    info.warnings().stream(),
                                    MeasuredWarnings.of(info, tally.ledgers(), successes, metrics).stream())
                            .toList());
        }
    }

    /** All clean photos that any attack or calibration needs, for all that judge. */
    private void embedOriginals(Embedder embedder) {
        for (boolean mirrored : List.of(false, true)) {
            Set<FacePhoto> needed = new LinkedHashSet<>();
            for (Entry<Attack> attack : suite.attacks()) {
                RecognitionAttack recognition = (RecognitionAttack) attack.plugin();
                if (recognition.mirrored() == mirrored) {
                    needed.addAll(recognition.originals(protocol));
                }
            }
            if (!mirrored) {
                needed.addAll(protocol.impostors());
            }
            List<Face> faces = needed.stream()
                    .map(photo -> new Face(
                            photo.id(),
                            photographs.key(photo),
                            crop -> photographs.see(photo).cutTo(crop)))
                    .toList();
            Map<String, Map<PhotoId, Acquired>> all = new HashMap<>();
            zoo.byCrop(mirrored ? suite.suite().victims() : suite.judges())
                    .forEach((crop, judges) -> all.putAll(
                            embedder.embed(judges, faces, mirrored, "embedding clean photos, crop " + crop.name())));
            originals.put(mirrored, all);
        }
    }

    private void calibrate() {
        for (String judge : suite.judges()) {
            calibrations.calibrate(
                    judge,
                    protocol.impostors(),
                    originals.get(false).get(judge),
                    suite.suite().fars(),
                    suite.suite().protocol().unresolvedFars());
        }
    }

    private void judgeRecognizers(long seed, TrialWriter trials, List<MetricValue> metrics) {
        for (Cell cell : request.shard().cells(suite)) {
            RecognitionAttack attack = attack(cell);
            if (!attack.judgesDefenses() && cell.seed() == seed) {
                judge(cell, protocol, attack, Map.of(), trials, metrics);
            }
        }
    }

    private void judge(
            Protection protection, long seed, Embedder embedder, TrialWriter trials, List<MetricValue> metrics) {
        List<Cell> cells = suite.cells(protection, seed);
        if (cells.isEmpty()) {
            return;
        }
        Protocol limited = limited(protection);
        Map<PhotoId, Protected> shared = protect(protection, limited, seed);
        metrics.addAll(qualities.measure(protection, seed, List.copyOf(shared.values()), limited.probes()));
        tally.protect(protection, seed, List.copyOf(shared.values())).ifPresent(metrics::add);
        if (request.photos()) {
            PhotoStrip.write(record.directory(), protection, limited.probes(), shared);
        }
        for (Alignment alignment : suite.suite().alignments()) {
            Map<PhotoId, Sighting> sightings = new LinkedHashMap<>();
            shared.forEach((id, photo) -> sightings.put(id, sight(photo, alignment)));
            Map<String, WorstCase> worst = new LinkedHashMap<>();
            for (Entry<Attack> rung : suite.rungs(protection)) {
                Map<String, Map<PhotoId, Acquired>> seen =
                        embedShared(protection, alignment, rung, seed, shared, sightings, embedder);
                for (Cell cell : cells) {
                    if (cell.alignment() == alignment && cell.rung().equals(rung.id())) {
                        List<Trial> judged = judge(cell, limited, attack(cell), seen.get(judge(cell)), trials, metrics);
                        if (suite.hasLadder(protection, cell.victim())) {
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
                cell.withRung(WorstCase.RUNG).id(), id -> new WorstCase(cell, calibrations.of(cell.victim())));
        judged.forEach(trial -> all.add(trial, calibrations.of(judge(cell))));
    }

    /** Every photo that some attack wants protected, once. */
    private Map<PhotoId, Protected> protect(Protection protection, Protocol limited, long seed) {
        Set<FacePhoto> wanted = new LinkedHashSet<>(limited.probes());
        for (Entry<Attack> attack : suite.recognitionAttacks(true)) {
            wanted.addAll(((RecognitionAttack) attack.plugin()).protectedPhotos(limited));
        }
        List<FaceImage> targets = protection.defense().plugin().needsTargets()
                ? photographs.faces(protocol.targets(), suite.crop(protection))
                : List.of();
        MaskRecipe recipe = MaskRecipe.of(suite, protection, zoo, targets, seed);
        Protector protector = new Protector(recipe, photographs, store, compute, Protector.BATCH);
        Map<PhotoId, Protected> shared = new LinkedHashMap<>();
        for (Protected photo : protector.protect(List.copyOf(wanted), progress)) {
            shared.put(photo.source().id(), photo);
        }
        tally.masks(protector.computed(), protector.reused());
        return shared;
    }

    /** The protected photos as everyone who judges on that rung gets to see them, by the judge's id. */
    private Map<String, Map<PhotoId, Acquired>> embedShared(
            Protection protection,
            Alignment alignment,
            Entry<Attack> rung,
            long seed,
            Map<PhotoId, Protected> shared,
            Map<PhotoId, Sighting> sightings,
            Embedder embedder) {
        Map<String, Map<PhotoId, Acquired>> all = new HashMap<>();
        Purifier purifier = new Purifier(rung, new Seed(seed));
        String stage = "%s, alignment %s, rung %s".formatted(protection.label(), alignment.word(), rung.id());
        List<String> judges = suite.victims(rung).stream()
                .map(victim -> suite.judge(rung, victim))
                .distinct()
                .toList();
        for (Map.Entry<Crop, List<Recognizer>> group : zoo.byCrop(judges).entrySet()) {
            List<Face> faces = new ArrayList<>();
            sightings.forEach((id, sighting) -> {
                Cut cut = cut(shared.get(id), sighting, alignment, group.getKey());
                faces.add(new Face(id, purifier.key(cut), crop -> purifier.purified(cut)));
            });
            all.putAll(embedder.embed(
                    group.getValue(),
                    faces,
                    false,
                    stage + ", crop " + group.getKey().name()));
        }
        return all;
    }

    private Sighting sight(Protected photo, Alignment alignment) {
        if (photo instanceof Protected.Missed missed) {
            return new Sighting.Missed(missed.reason());
        }
        Protected.Done done = (Protected.Done) photo;
        return alignment == Alignment.PHOTO
                ? photographs.seeAgain(done.shared(), done.landmarks())
                : new Sighting.Seen(done.shared(), done.landmarks());
    }

    /** With alignment crop, a victim that takes the defense's own crop gets just that, untouched by any resampling. */
    private static Cut cut(Protected photo, Sighting sighting, Alignment alignment, Crop crop) {
        if (alignment == Alignment.CROP
                && photo instanceof Protected.Done done
                && done.crop().equals(crop)) {
            return new Cut.Face(done.face());
        }
        return sighting.cutTo(crop);
    }

    private List<Trial> judge(
            Cell cell,
            Protocol limited,
            RecognitionAttack attack,
            Map<PhotoId, Acquired> seen,
            TrialWriter writer,
            List<MetricValue> metrics) {
        Map<PhotoId, Acquired> clean = originals.get(attack.mirrored()).get(judge(cell));
        List<Trial> trials = new ArrayList<>();
        attack.run(new RecognitionTask(cell, limited), new Lookup(clean, seen), trial -> {
            Trial written = writer.write(trial);
            tally.count(written);
            trials.add(written);
        });
        if (trials.size() != attack.trials(limited)) {
            throw new IllegalStateException(
                    "%s planned %d trials and made %d".formatted(cell.id(), attack.trials(limited), trials.size()));
        }
        tally.plan(attack.trials(limited));
        metrics.addAll(Judgment.of(trials, calibrations.of(judge(cell))));
        successes.add(trials, calibrations.of(judge(cell)));
        return trials;
    }

    /** What an attack gets to see, and nothing else. */
    private record Lookup(Map<PhotoId, Acquired> clean, Map<PhotoId, Acquired> seen) implements Faces {

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
                .map(entry -> (RecognitionAttack) entry.plugin())
                .findFirst()
                .orElseThrow();
    }

    private String judge(Cell cell) {
        return suite.judge(suite.rung(cell), cell.victim());
    }

    private List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String judge : suite.judges()) {
            calibrations.of(judge).forEach(threshold -> entries.add(ThresholdEntry.of(judge, threshold)));
        }
        return entries;
    }
}
