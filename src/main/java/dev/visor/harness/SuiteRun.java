package dev.visor.harness;

import dev.visor.attack.Attack;
import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Crop;
import dev.visor.core.Digest;
import dev.visor.core.MetricValue;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Embedder.Face;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.metric.Judgment;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
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
        this.tally = new Tally(compute, suite.dataset().id());
    }

    /** Runs to the end. */
    RunInfo run(RunInfo info, Clock clock) {
        try (Embedder embedder = new Embedder(request.cache().resolve("embeddings"), compute, progress)) {
            embedOriginals(embedder);
            calibrate();
            List<MetricValue> metrics = new ArrayList<>();
            try (TrialWriter trials = record.trialWriter(
                    suite.cells(), cell -> calibrations.calibration(cell.victim()), tally::quality)) {
                for (long seed : suite.suite().seeds()) {
                    judgeRecognizers(seed, trials, metrics);
                    for (Protection protection : suite.protections()) {
                        judge(protection, seed, embedder, trials, metrics);
                    }
                }
            }
            metrics.addAll(tally.embedding(embedder.timings(), suite));
            record.writeMetrics(metrics);
            record.writePhotos(tally.photos());
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

    /** All clean photos that any attack or calibration needs, for all victims. */
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
            zoo.byCrop(suite.suite().victims())
                    .forEach((crop, victims) -> all.putAll(
                            embedder.embed(victims, faces, mirrored, "embedding clean photos, crop " + crop.name())));
            originals.put(mirrored, all);
        }
    }

    private void calibrate() {
        for (String victim : suite.suite().victims()) {
            calibrations.calibrate(
                    victim,
                    protocol.impostors(),
                    originals.get(false).get(victim),
                    suite.suite().fars());
        }
    }

    private void judgeRecognizers(long seed, TrialWriter trials, List<MetricValue> metrics) {
        for (Cell cell : suite.cells()) {
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
        tally.protectedPhotos(protection, seed, List.copyOf(shared.values()));
        metrics.addAll(tally.protection(protection, seed));
        if (request.photos()) {
            PhotoStrip.write(record.directory(), protection, limited.probes(), shared);
        }
        for (Alignment alignment : suite.suite().alignments()) {
            Map<String, Map<PhotoId, Acquired>> seen = embedShared(protection, alignment, shared, embedder);
            for (Cell cell : cells) {
                if (cell.alignment() == alignment) {
                    judge(cell, limited, attack(cell), seen.get(cell.victim()), trials, metrics);
                }
            }
        }
    }

    /** Every photo that some attack wants protected, once. */
    private Map<PhotoId, Protected> protect(Protection protection, Protocol limited, long seed) {
        Set<FacePhoto> wanted = new LinkedHashSet<>(limited.probes());
        for (Entry<Attack> attack : suite.recognitionAttacks(true)) {
            wanted.addAll(((RecognitionAttack) attack.plugin()).protectedPhotos(limited));
        }
        Crop crop = protection.surrogates().isEmpty()
                ? suite.suite().crop()
                : protection.surrogates().get(0).crop();
        Protector protector = new Protector(
                protection.defense(),
                protection.surrogates().stream()
                        .map(RecognizerCard::id)
                        .map(zoo::surrogate)
                        .toList(),
                protection.defense().plugin().needsTargets() ? photographs.faces(protocol.targets(), crop) : List.of(),
                crop,
                new Seed(seed),
                compute,
                photographs,
                store);
        Map<PhotoId, Protected> shared = new LinkedHashMap<>();
        for (Protected photo : protector.protect(List.copyOf(wanted), progress)) {
            shared.put(photo.source().id(), photo);
        }
        tally.masks(protector.computed(), protector.reused());
        return shared;
    }

    /** The protected photos as every victim gets to see them. */
    private Map<String, Map<PhotoId, Acquired>> embedShared(
            Protection protection, Alignment alignment, Map<PhotoId, Protected> shared, Embedder embedder) {
        Map<String, Map<PhotoId, Acquired>> all = new HashMap<>();
        Map<PhotoId, Sighting> sightings = new LinkedHashMap<>();
        shared.forEach((id, photo) -> sightings.put(id, sight(photo, alignment)));
        String stage = "%s%s, alignment %s"
                .formatted(
                        protection.defense().id(),
                        protection.surrogates().isEmpty() ? "" : " on " + names(protection),
                        alignment.word());
        for (Map.Entry<Crop, List<Recognizer>> group :
                zoo.byCrop(suite.suite().victims()).entrySet()) {
            List<Face> faces = new ArrayList<>();
            sightings.forEach((id, sighting) -> {
                Cut cut = cut(shared.get(id), sighting, alignment, group.getKey());
                faces.add(new Face(id, key(cut), crop -> cut));
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

    private static Digest key(Cut cut) {
        return cut instanceof Cut.Face face ? face.face().digest() : Digest.of(cut.toString());
    }

    private void judge(
            Cell cell,
            Protocol limited,
            RecognitionAttack attack,
            Map<PhotoId, Acquired> seen,
            TrialWriter writer,
            List<MetricValue> metrics) {
        Map<PhotoId, Acquired> clean = originals.get(attack.mirrored()).get(cell.victim());
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
        metrics.addAll(Judgment.of(trials, calibrations.of(cell.victim())));
        successes.add(trials, calibrations.of(cell.victim()));
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

    private List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String victim : suite.suite().victims()) {
            calibrations.of(victim).forEach(threshold -> entries.add(ThresholdEntry.of(victim, threshold)));
        }
        return entries;
    }

    private static String names(Protection protection) {
        return protection.surrogates().stream()
                .map(RecognizerCard::id)
                .reduce((a, b) -> a + "+" + b)
                .orElse("");
    }
}
