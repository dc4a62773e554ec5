package dev.visor.harness.inversion;

import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.harness.MemoryLimit;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.RunStore;
import dev.visor.harness.store.Stage;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.UtilityDirection;
import dev.visor.metric.inversion.AhmScore;
import dev.visor.metric.inversion.ChanceLevel;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of an inversion suite, in stages: protect the training photos of perturbing defenses, train every target and every prior, run every
 * attack, and have everything judged. What a stage made is in the store, so that a run that was cut goes on with the first thing missing.
 */
public final class InversionRun {

    /** The stages of which the results of every such run are stored. */
    public static final List<Stage> STAGES = List.of(
            FaceLocator.STAGE,
            Protector.STAGE,
            TargetTraining.STAGE,
            AttackRunner.STAGE,
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
    private long cellsJudged;
    private final Calibrations calibrations = new Calibrations();
    private final InversionStatistics statistics;
    private final TrainingPhotos studied;
    private final MemoryLimit memory;
    private final List<MetricValue> metrics = new ArrayList<>();

    /** The shard's defenses. */
    private final List<Entry<Defense>> mine;

    public InversionRun(
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
        this.statistics = new InversionStatistics(suite, compute);
        this.studied = new TrainingPhotos(suite, photos, zoo, this.store, compute, progress, rules);
        this.memory = rules.memory();
        this.mine = request.shard().defenses(suite);
    }

    /** Runs to the end. */
    public RunInfo run(RunInfo info, Clock clock) {
        record.writeRoles(roles.manifest(suite.people().id(), suite.others().id()));
        AttackRunner inversions = new AttackRunner(
                suite,
                roles.people(),
                faces.of(roles.open()),
                zoo.surrogate(suite.suite().teacher()),
                store,
                compute,
                progress);
        try (Embedder embedder = new Embedder(embeddings, compute, progress)) {
            InversionStages stages = new InversionStages(
                    suite, roles, studied, inversions, mine, statistics, store, compute, progress, memory);
            suite.suite().seeds().forEach(stages::make);
            Jury jury = new Jury(
                    roles, faces, embedder, new Seed(suite.suite().seeds().get(0)));
            jury.enroll(suite.judges().stream().map(zoo::named).toList());
            suite.judges().forEach(judge -> calibrate(judge, jury));
            InversionJudging judging = new InversionJudging(suite, photos, zoo, inversions, jury, compute);
            try (TrialWriter trials = record.trialWriter(
                    request.shard().cells((Experiment) suite),
                    cell -> calibrations.calibration(cell.judge()),
                    statistics::quality)) {
                for (TrainedTargetModel target : stages.targets()) {
                    judging.ownAccuracy(target).forEach((cell, heard) -> write(heard, cell, trials));
                    for (Entry<TrainingSideAttack> attack : suite.attacks()) {
                        if (suite.defenses(attack).contains(target.defense())) {
                            judge(target, attack, inversions, judging, jury, trials);
                        }
                    }
                }
            }
            statistics.masks(studied.computed(), studied.reused());
            statistics.inversions(inversions.computed(), stages.attacks() - inversions.computed());
            metrics.addAll(statistics.metrics());
            if (!suite.suite().scoreAttacks().isEmpty()) {
                List<String> pair = suite.suite().scoreAttacks();
                metrics.addAll(AhmScore.of(metrics, pair.get(0), pair.get(1)));
            }
            record.writeMetrics(metrics);
            record.writePhotos(statistics.photos());
            record.writeCalibration(calibrations.impostors());
            record.writeTimings(statistics.timings(embedder.timings()));
            record.writeTraining(statistics.curves());
            RunInfo ended = info.ended(
                    Status.COMPLETED,
                    clock.instant(),
                    calibrations.entries(),
                    statistics.counts(
                            new InversionWork(suite, roles).trials(mine), embedder.computed(), embedder.reused()),
                    statistics.ledgers(),
                    info.warnings());
            // As trials and metrics were written, so that whoever reads the record comes to the same.
            return ended.withWarnings(Stream.concat(
                            info.warnings().stream(),
                            Diagnosis.ofMeasurement(ended, JudgedTrials.ofInversion(record), record.metrics()).stream())
                    .toList());
        }
    }

    private void calibrate(String judge, Jury jury) {
        Map<PhotoId, Acquired> impostors = roles.impostors().stream()
                .collect(Collectors.toMap(FacePhoto::id, photo -> new Acquired.Embedded(jury.of(judge, photo))));
        calibrations.calibrate(
                judge, roles.impostors(), impostors, suite.suite().fars(), List.of());
    }

    private void judge(
            TrainedTargetModel target,
            Entry<TrainingSideAttack> attack,
            AttackRunner inversions,
            InversionJudging judging,
            Jury jury,
            TrialWriter writer) {
        AttackOutput inverted = inversions.invert(attack, target, false);
        statistics.attacked(target, attack, inverted);
        if (!(attack.plugin() instanceof LinkageAttack)) {
            look(target, attack, inverted.faces(), judging.judgedReconstructions(inverted.faces()), jury);
        }
        List<List<Trial>> judged = new ArrayList<>();
        Map<Cell, List<Trial>> trials = judging.of(target, attack);
        trials.forEach((cell, heard) -> judged.add(write(heard, cell, writer)));
        if (suite.judges(attack).equals(suite.suite().jury())) {
            JuryVerdict verdict = new JuryVerdict(trials.keySet().iterator().next());
            judged.forEach(verdict::add);
            metrics.addAll(verdict.metrics());
        } else {
            Cell cell = trials.keySet().iterator().next();
            metrics.addAll(ChanceLevel.ofOneJudge(cell, judged.get(0)));
        }
    }

    private void look(
            TrainedTargetModel target,
            Entry<TrainingSideAttack> attack,
            List<Reconstruction> made,
            List<JudgedReconstruction> reconstructions,
            Jury jury) {
        statistics.quality(target, attack, made, reconstructions, faces, jury);
        if (request.photos()) {
            ReconstructionStrip.write(record.directory(), target, attack, made, reconstructions, faces, jury);
        }
    }

    /** Writes the trials and judges them as they were written. */
    private List<Trial> write(List<Trial> trials, Cell cell, TrialWriter writer) {
        List<Trial> written = new ArrayList<>();
        for (Trial trial : trials) {
            Trial row = writer.write(trial);
            statistics.count(row);
            written.add(row);
        }
        progress.judged(++cellsJudged, writer.cells());
        metrics.addAll(UtilityDirection.of(Judgment.of(
                written, calibrations.of(cell.judge()), Metrics.registry().upTo(RunInfo.EDITION))));
        return written;
    }
}
