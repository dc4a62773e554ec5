package dev.visor.harness;

import dev.visor.attack.Attack;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Prior;
import dev.visor.attack.Reach;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.zoo.OwnAccuracy;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.Crop;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.Jury.Exhibit;
import dev.visor.metric.AhmScore;
import dev.visor.metric.Judgment;
import dev.visor.metric.JuryVerdict;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.ThresholdEntry;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.tensor.Compute;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run of an inversion suite, in stages: protect the training photos of cloaking defenses, train every target and every prior, run every
 * attack, and have everything judged. What a stage made is in the store, so that a run that was cut goes on with the first thing missing.
 */
final class InversionRun {

    /** The attacks between whose results the score levels of adaptive hybrid masking lie. */
    static final String LOOK = "look";

    static final String RECOVERY = "recovery-unet-white";

    /** Identities that a cloaking defense may steer to. */
    private static final int TARGETS = 10;

    private final RunRequest request;
    private final ResolvedInversion suite;
    private final RunRecord record;
    private final Zoo zoo;
    private final InversionRoles roles;
    private final InversionFaces faces;
    private final InversionPhotos photos;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;
    private final Rules rules;
    private final Calibrations calibrations = new Calibrations();
    private final InversionTally tally;
    private final List<MetricValue> metrics = new ArrayList<>();

    /** By defense and seed, in the order of the plan. */
    private final Map<String, TrainedTarget> targets = new LinkedHashMap<>();

    /** The shard's defenses. */
    private final List<Entry<Defense>> mine;

    private int total;
    private int finished;

    InversionRun(
            RunRequest request,
            ResolvedInversion suite,
            RunRecord record,
            Zoo zoo,
            InversionPhotos photos,
            ContentStore store,
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
        this.store = store;
        this.compute = compute;
        this.progress = progress;
        this.rules = rules;
        this.tally = new InversionTally(suite, compute);
        this.mine = request.shard().defenses(suite);
    }

    /** Runs to the end. */
    RunInfo run(RunInfo info, Clock clock) {
        record.writeRoles(roles.manifest(suite.people().id(), suite.others().id()));
        Inversions inversions = new Inversions(
                suite, faces.of(roles.open()), zoo.surrogate(suite.suite().teacher()), store, compute, progress);
        try (Embedder embedder = new Embedder(request.cache().resolve("embeddings"), compute, progress)) {
            for (long seed : suite.suite().seeds()) {
                train(seed, inversions);
                attack(seed, inversions);
            }
            Jury jury = new Jury(
                    roles, faces, embedder, new Seed(suite.suite().seeds().get(0)));
            jury.enroll(judges());
            judges().forEach(judge -> calibrate(judge, jury));
            try (TrialWriter trials = record.trialWriter(
                    request.shard().cells((Experiment) suite),
                    cell -> calibrations.calibration(cell.victim()),
                    tally::quality)) {
                for (TrainedTarget target : targets.values()) {
                    judge(target, inversions, jury, trials);
                }
            }
            metrics.addAll(tally.metrics());
            metrics.addAll(AhmScore.of(metrics, LOOK, RECOVERY));
            record.writeMetrics(metrics);
            record.writePhotos(tally.photos());
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(tally.timings(embedder.timings()));
            record.writeTraining(tally.curves());
            return info.ended(
                    Status.COMPLETED,
                    clock.instant(),
                    thresholds(),
                    tally.counts(embedder.computed(), embedder.reused()),
                    tally.ledgers(),
                    Stream.concat(
                                    info.warnings().stream(),
                                    // As they were written, so that a merge of shards says the same.
                                    InversionWarnings.of(info, record.metrics()).stream())
                            .toList());
        }
    }

    private static String key(Entry<Defense> defense, long seed) {
        return defense.id() + "/" + seed;
    }

    /** Everything that is learned, side by side; the priors first, as they take longest. */
    private void train(long seed, Inversions inversions) {
        TargetTraining training = new TargetTraining(suite, store, compute, progress);
        Map<Entry<Defense>, List<FaceImage>> studied = new LinkedHashMap<>();
        mine.forEach(defense -> studied.put(defense, studied(defense, seed)));
        List<Callable<Optional<TrainedTarget>>> tasks = new ArrayList<>();
        for (Prior prior : priors()) {
            tasks.add(() -> {
                inversions.prior(prior, seed);
                return Optional.empty();
            });
        }
        studied.forEach((defense, photos) ->
                tasks.add(() -> Optional.of(training.train(defense, photos, roles.trainingPeople(), seed))));
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

    /** The training photos as a recognizer gets them: as a cloaking defense left the shared photos, otherwise as they are. */
    private List<FaceImage> studied(Entry<Defense> defense, long seed) {
        if (defense.plugin() instanceof MaskingDefense || defense.plugin() instanceof None) {
            return faces.of(roles.training());
        }
        List<FaceImage> targetFaces = defense.plugin().needsTargets()
                ? photos.others()
                        .faces(
                                roles.open()
                                        .subList(
                                                0,
                                                Math.min(TARGETS, roles.open().size())),
                                cloakCrop())
                : List.of();
        List<String> surrogates =
                defense.plugin().needsSurrogates() ? suite.suite().surrogates() : List.of();
        MaskRecipe recipe = new MaskRecipe(
                defense, surrogates.stream().map(zoo::surrogate).toList(), targetFaces, cloakCrop(), new Seed(seed));
        Protector protector = new Protector(recipe, photos.people(), store, compute, rules, Protector.BATCH);
        List<Protected> shared = protector.protect(roles.training(), progress);
        tally.masks(protector.computed(), protector.reused());
        return shared.stream()
                .map(photo -> photo instanceof Protected.Done done
                        ? new Sighting.Seen(done.shared(), done.landmarks()).cut(suite.crop())
                        : faces.of(photo.source()))
                .toList();
    }

    private Crop cloakCrop() {
        return suite.suite().surrogates().isEmpty()
                ? Crop.ARCFACE112
                : zoo.named(suite.suite().surrogates().get(0)).card().crop();
    }

    /** Every attack on every target, side by side. */
    private void attack(long seed, Inversions inversions) {
        List<Callable<String>> tasks = new ArrayList<>();
        for (Entry<Attack> attack : inversionAttacks()) {
            for (Entry<Defense> defense : suite.defenses(attack)) {
                if (!mine.contains(defense)) {
                    continue;
                }
                TrainedTarget target = targets.get(key(defense, seed));
                tasks.add(() -> {
                    inversions.invert(attack, target, false);
                    return done(attack.id() + " against " + defense.id());
                });
                if (hasBaseline(attack, defense)) {
                    tasks.add(() -> {
                        inversions.invert(attack, target, true);
                        return done(attack.id() + ", baseline");
                    });
                }
            }
        }
        total = tasks.size();
        sideBySide(tasks);
    }

    private synchronized String done(String what) {
        progress.advance("attacks", ++finished, total);
        return what;
    }

    private List<Entry<Attack>> inversionAttacks() {
        return suite.attacks().stream()
                .filter(entry -> !(entry.plugin() instanceof OwnAccuracy))
                .toList();
    }

    /** Whether the attack also runs on a recognizer that knows nobody: once, beside the control. */
    private boolean hasBaseline(Entry<Attack> attack, Entry<Defense> defense) {
        return defense.equals(suite.control()) && ResolvedInversion.reach(attack.plugin()) != Reach.DATA;
    }

    /** Each on one thread, even if there is but one: a shard's only training must give the bits that it gives among others. */
    private <T> List<T> sideBySide(List<Callable<T>> tasks) {
        return compute.sideBySide(compute.lanes(), tasks);
    }

    private List<Recognizer> judges() {
        return Stream.concat(
                        suite.suite().jury().stream(), Stream.of(suite.suite().teacher()))
                .map(zoo::named)
                .toList();
    }

    private void calibrate(Recognizer judge, Jury jury) {
        String id = judge.card().id();
        Map<PhotoId, Acquired> impostors = roles.impostors().stream()
                .collect(Collectors.toMap(FacePhoto::id, photo -> new Acquired.Embedded(jury.of(id, photo))));
        calibrations.calibrate(id, roles.impostors(), impostors, suite.suite().fars(), List.of());
    }

    private void judge(TrainedTarget target, Inversions inversions, Jury jury, TrialWriter writer) {
        Entry<Defense> defense = target.defense();
        for (Entry<Attack> attack : suite.attacks()) {
            if (attack.plugin() instanceof OwnAccuracy) {
                ownAccuracy(target, attack, jury, writer);
            } else if (suite.defenses(attack).contains(defense)) {
                judge(target, attack, inversions, jury, writer);
            }
        }
    }

    /** The recognizer's own work; beside the control, the jurors' too. */
    private void ownAccuracy(TrainedTarget target, Entry<Attack> attack, Jury jury, TrialWriter writer) {
        for (String judge : suite.judges(attack, target.defense())) {
            Cell cell = suite.cell(target.defense(), attack, judge, target.seed());
            List<Trial> trials = new ArrayList<>();
            if (judge.equals(suite.suite().modelId())) {
                try (TrainedRecognizer recognizer = target.load(target.masking(compute), compute)) {
                    List<FaceImage> shown = faces.of(roles.tests());
                    trials.addAll(OwnAccuracy.answers(cell, roles.tests(), recognizer.answers(shown), roles.people()));
                    Map<PhotoId, Acquired> embedded = new LinkedHashMap<>();
                    List<FacePhoto> heldOut = roles.heldOut();
                    List<Embedding> embeddings = recognizer.embed(faces.of(heldOut));
                    IntStream.range(0, heldOut.size())
                            .forEach(i -> embedded.put(heldOut.get(i).id(), new Acquired.Embedded(embeddings.get(i))));
                    trials.addAll(OwnAccuracy.pairs(cell, roles.pairs(), photo -> embedded.get(photo.id())));
                }
            } else {
                trials.addAll(jury.ownErrors(cell));
                trials.addAll(
                        OwnAccuracy.pairs(cell, roles.pairs(), photo -> new Acquired.Embedded(jury.of(judge, photo))));
            }
            write(trials, cell, writer);
        }
    }

    private void judge(
            TrainedTarget target, Entry<Attack> attack, Inversions inversions, Jury jury, TrialWriter writer) {
        Inverted inverted = inversions.invert(attack, target, false);
        tally.attacked(target, attack, inverted);
        if (attack.plugin() instanceof LinkageAttack) {
            link(target, attack, inversions, inverted, jury, writer);
            return;
        }
        Map<PhotoId, FaceImage> shown = new LinkedHashMap<>();
        List<Exhibit> exhibits = exhibits(inverted.faces(), "", shown);
        tally.quality(target, attack, inverted.faces(), exhibits, faces, jury);
        if (request.photos()) {
            ReconstructionStrip.write(record.directory(), target, attack, inverted.faces(), exhibits, faces, jury);
        }
        Map<PhotoId, FaceImage> baseline = new LinkedHashMap<>();
        List<Exhibit> blank = hasBaseline(attack, target.defense())
                ? exhibits(inversions.invert(attack, target, true).faces(), "baseline-", baseline)
                : List.of();
        String stage = "jurors see %s against %s"
                .formatted(attack.id(), target.defense().id());
        Map<PhotoId, FaceImage> all = new LinkedHashMap<>(shown);
        all.putAll(baseline);
        List<Recognizer> jurors = suite.suite().jury().stream().map(zoo::named).toList();
        Map<String, Map<PhotoId, Embedding>> seen = jury.embed(jurors, all, stage);
        JuryVerdict verdict = new JuryVerdict(
                suite.cell(target.defense(), attack, suite.suite().jury().get(0), target.seed()));
        for (String juror : suite.judges(attack)) {
            Cell cell = suite.cell(target.defense(), attack, juror, target.seed());
            List<Trial> trials = new ArrayList<>();
            trials.addAll(jury.judge(cell, Pairing.RECONSTRUCTED_CLEAN, exhibits, seen.get(juror)));
            trials.addAll(jury.control(cell, exhibits, seen.get(juror)));
            trials.addAll(jury.judge(cell, Pairing.BASELINE_CLEAN, blank, seen.get(juror)));
            verdict.add(write(trials, cell, writer));
        }
        metrics.addAll(verdict.metrics());
    }

    private void link(
            TrainedTarget target,
            Entry<Attack> attack,
            Inversions inversions,
            Inverted inverted,
            Jury jury,
            TrialWriter writer) {
        List<Exhibit> exhibits = new ArrayList<>();
        Map<PhotoId, Embedding> links = new LinkedHashMap<>();
        var wanted = inversions.wanted(ResolvedInversion.reach(attack.plugin()));
        for (int i = 0; i < wanted.size(); i++) {
            PhotoId probe = probe(wanted.get(i).person(), i, "");
            exhibits.add(
                    new Exhibit(probe, wanted.get(i).person(), wanted.get(i).photo()));
            links.put(probe, inverted.links().get(i));
        }
        for (String judge : suite.judges(attack)) {
            Cell cell = suite.cell(target.defense(), attack, judge, target.seed());
            List<Trial> trials = new ArrayList<>();
            trials.addAll(jury.judge(cell, Pairing.RECONSTRUCTED_CLEAN, exhibits, links));
            trials.addAll(jury.control(cell, exhibits, links));
            write(trials, cell, writer);
        }
    }

    private List<Exhibit> exhibits(List<Reconstruction> made, String prefix, Map<PhotoId, FaceImage> shown) {
        List<Exhibit> exhibits = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Reconstruction one = made.get(i);
            PhotoId probe = probe(one.person(), i, prefix);
            shown.put(probe, faces.toned(one.face()));
            exhibits.add(new Exhibit(probe, one.person(), one.photo()));
        }
        return exhibits;
    }

    private PhotoId probe(int person, int number, String prefix) {
        return new PhotoId("%s%s#%d".formatted(prefix, roles.people().get(person), number));
    }

    /** Writes the trials and judges them as they were written. */
    private List<Trial> write(List<Trial> trials, Cell cell, TrialWriter writer) {
        List<Trial> written = new ArrayList<>();
        for (Trial trial : trials) {
            Trial row = writer.write(trial);
            tally.count(row);
            written.add(row);
        }
        metrics.addAll(Judgment.of(written, calibrations.of(cell.victim())));
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
