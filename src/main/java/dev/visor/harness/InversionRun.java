package dev.visor.harness;

import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Prior;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.FaceImage;
import dev.visor.core.MetricValue;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.harness.Jury.Exhibit;
import dev.visor.metric.AhmScore;
import dev.visor.metric.Judgment;
import dev.visor.metric.JuryVerdict;
import dev.visor.metric.Metrics;
import dev.visor.metric.NamedByChance;
import dev.visor.metric.OwnWork;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.ThresholdEntry;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of an inversion suite, in stages: protect the training photos of cloaking defenses, train every target and every prior, run every
 * attack, and have everything judged. What a stage made is in the store, so that a run that was cut goes on with the first thing missing.
 */
final class InversionRun {

    /** Of which the results of every such run are stored. */
    static final List<Stage> STAGES = List.of(
            Photographs.STAGE,
            Protector.STAGE,
            TargetTraining.STAGE,
            Inversions.STAGE,
            Enlargement.STAGE,
            Embedder.STAGE);

    private final RunRequest request;
    private final ResolvedInversion suite;
    private final RunRecord record;
    private final Zoo zoo;
    private final InversionRoles roles;
    private final InversionFaces faces;
    private final InversionPhotos photos;
    private final ContentStore store;
    private final Path embeddings;
    private final Compute compute;
    private final Progress progress;
    private final Calibrations calibrations = new Calibrations();
    private final InversionTally tally;
    private final StudiedPhotos studied;
    private final List<MetricValue> metrics = new ArrayList<>();

    /** By defense and seed, in the order of the plan. */
    private final Map<String, TrainedTarget> targets = new LinkedHashMap<>();

    /** The shard's defenses. */
    private final List<Entry<Defense>> mine;

    /** Attacks of all seeds, each of which meets as many. */
    private int total;

    private int finished;

    InversionRun(
            RunRequest request,
            ResolvedInversion suite,
            RunRecord record,
            Zoo zoo,
            InversionPhotos photos,
            RunStore store,
            Compute compute,
            Progress progress,
            Rules rules) {
        this.request = request;
        this.suite = suite;
        this.record = record;
        this.zoo = zoo;
        this.photos = photos;
        this.roles = photos.roles();
        this.faces = photos.faces();
        this.store = store.contents();
        this.embeddings = store.embeddings();
        this.compute = compute;
        this.progress = progress;
        this.tally = new InversionTally(suite, compute);
        this.studied = new StudiedPhotos(suite, photos, zoo, this.store, compute, progress, rules);
        this.mine = request.shard().defenses(suite);
    }

    /** Runs to the end. */
    RunInfo run(RunInfo info, Clock clock) {
        record.writeRoles(roles.manifest(suite.people().id(), suite.others().id()));
        Inversions inversions = new Inversions(
                suite, faces.of(roles.open()), zoo.surrogate(suite.suite().teacher()), store, compute, progress);
        try (Embedder embedder = new Embedder(embeddings, compute, progress)) {
            for (long seed : suite.suite().seeds()) {
                train(seed, inversions);
                attack(seed, inversions);
            }
            Jury jury = new Jury(
                    roles, faces, embedder, new Seed(suite.suite().seeds().get(0)));
            jury.enroll(suite.judges().stream().map(zoo::named).toList());
            suite.judges().forEach(judge -> calibrate(judge, jury));
            Hearings hearings = new Hearings(suite, photos, zoo, inversions, jury, compute);
            try (TrialWriter trials = record.trialWriter(
                    request.shard().cells((Experiment) suite),
                    cell -> calibrations.calibration(cell.judge()),
                    tally::quality)) {
                for (TrainedTarget target : targets.values()) {
                    hearings.ownAccuracy(target).forEach((cell, heard) -> write(heard, cell, trials));
                    for (Entry<TrainingSideAttack> attack : suite.attacks()) {
                        if (suite.defenses(attack).contains(target.defense())) {
                            judge(target, attack, inversions, hearings, jury, trials);
                        }
                    }
                }
            }
            tally.masks(studied.computed(), studied.reused());
            tally.inversions(inversions.computed(), total - inversions.computed());
            metrics.addAll(tally.metrics());
            if (!suite.suite().scoreAttacks().isEmpty()) {
                List<String> pair = suite.suite().scoreAttacks();
                metrics.addAll(AhmScore.of(metrics, pair.get(0), pair.get(1)));
            }
            record.writeMetrics(metrics);
            record.writePhotos(tally.photos());
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(tally.timings(embedder.timings()));
            record.writeTraining(tally.curves());
            RunInfo ended = info.ended(
                    Status.COMPLETED,
                    clock.instant(),
                    thresholds(),
                    tally.counts(new InversionWork(suite, roles).trials(mine), embedder.computed(), embedder.reused()),
                    tally.ledgers(),
                    info.warnings());
            // As trials and metrics were written, so that whoever reads the record comes to the same.
            return ended.withWarnings(Stream.concat(
                            info.warnings().stream(),
                            Diagnosis.ofMeasurement(ended, JudgedTrials.ofInversion(record), record.metrics()).stream())
                    .toList());
        }
    }

    private static String key(Entry<Defense> defense, long seed) {
        return defense.id() + "/" + seed;
    }

    /** Everything that is learned, side by side; the priors first, as they take longest. */
    private void train(long seed, Inversions inversions) {
        TargetTraining training = new TargetTraining(suite, store, compute, progress);
        Map<Entry<Defense>, List<FaceImage>> learned = new LinkedHashMap<>();
        mine.forEach(defense -> learned.put(defense, studied.of(defense, seed)));
        List<Callable<Optional<TrainedTarget>>> tasks = new ArrayList<>();
        for (Prior prior : priors()) {
            tasks.add(() -> {
                inversions.prior(prior, seed);
                return Optional.empty();
            });
        }
        learned.forEach((defense, faces) ->
                tasks.add(() -> Optional.of(training.train(defense, faces, roles.studiedPeople(), seed))));
        sideBySide(tasks).stream().flatMap(Optional::stream).forEach(target -> {
            targets.put(key(target.defense(), seed), target);
            tally.trained(target);
        });
    }

    /** Those that attacks on the shard's defenses need. */
    private List<Prior> priors() {
        Map<String, Prior> byKey = new LinkedHashMap<>();
        suite.attacks().stream()
                .filter(attack -> suite.defenses(attack).stream().anyMatch(mine::contains))
                .forEach(
                        attack -> Inversions.priorOf(attack).ifPresent(prior -> byKey.putIfAbsent(prior.key(), prior)));
        return List.copyOf(byKey.values());
    }

    /** Every attack on every target, side by side. */
    private void attack(long seed, Inversions inversions) {
        List<Callable<String>> tasks = new ArrayList<>();
        for (Entry<TrainingSideAttack> attack : suite.attacks()) {
            for (Entry<Defense> defense : suite.defenses(attack)) {
                if (!mine.contains(defense)) {
                    continue;
                }
                TrainedTarget target = targets.get(key(defense, seed));
                tasks.add(() -> {
                    inversions.invert(attack, target, false);
                    return done(attack.id() + " against " + defense.id());
                });
                if (suite.hasBaseline(attack, defense)) {
                    tasks.add(() -> {
                        inversions.invert(attack, target, true);
                        return done(attack.id() + ", baseline");
                    });
                }
            }
        }
        total = tasks.size() * suite.suite().seeds().size();
        sideBySide(tasks);
    }

    private synchronized String done(String what) {
        progress.advance("attacks", ++finished, total);
        return what;
    }

    /** Each on one thread, even if there is but one: a shard's only training must give the bits that it gives among others. */
    private <T> List<T> sideBySide(List<Callable<T>> tasks) {
        return compute.sideBySide(compute.lanes(), tasks);
    }

    private void calibrate(String judge, Jury jury) {
        Map<PhotoId, Acquired> impostors = roles.impostors().stream()
                .collect(Collectors.toMap(FacePhoto::id, photo -> new Acquired.Embedded(jury.of(judge, photo))));
        calibrations.calibrate(
                judge, roles.impostors(), impostors, suite.suite().fars(), List.of());
    }

    private void judge(
            TrainedTarget target,
            Entry<TrainingSideAttack> attack,
            Inversions inversions,
            Hearings hearings,
            Jury jury,
            TrialWriter writer) {
        Inverted inverted = inversions.invert(attack, target, false);
        tally.attacked(target, attack, inverted);
        if (!(attack.plugin() instanceof LinkageAttack)) {
            look(target, attack, inverted.faces(), hearings.exhibits(inverted.faces()), jury);
        }
        List<List<Trial>> judged = new ArrayList<>();
        Map<Cell, List<Trial>> trials = hearings.of(target, attack);
        trials.forEach((cell, heard) -> judged.add(write(heard, cell, writer)));
        if (suite.judges(attack).equals(suite.suite().jury())) {
            JuryVerdict verdict = new JuryVerdict(trials.keySet().iterator().next());
            judged.forEach(verdict::add);
            metrics.addAll(verdict.metrics());
        } else {
            Cell cell = trials.keySet().iterator().next();
            metrics.addAll(NamedByChance.ofOneJudge(cell, judged.get(0)));
        }
    }

    private void look(
            TrainedTarget target,
            Entry<TrainingSideAttack> attack,
            List<Reconstruction> made,
            List<Exhibit> exhibits,
            Jury jury) {
        tally.quality(target, attack, made, exhibits, faces, jury);
        if (request.photos()) {
            ReconstructionStrip.write(record.directory(), target, attack, made, exhibits, faces, jury);
        }
    }

    /** Writes the trials and judges them as they were written. */
    private List<Trial> write(List<Trial> trials, Cell cell, TrialWriter writer) {
        List<Trial> written = new ArrayList<>();
        for (Trial trial : trials) {
            Trial row = writer.write(trial);
            tally.count(row);
            written.add(row);
        }
        metrics.addAll(OwnWork.of(Judgment.of(
                written, calibrations.of(cell.judge()), Metrics.registry().upTo(RunInfo.EDITION))));
        return written;
    }

    private List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String judge : calibrations.judges()) {
            calibrations.of(judge).forEach(threshold -> entries.add(ThresholdEntry.of(judge, threshold)));
        }
        return entries;
    }
}
