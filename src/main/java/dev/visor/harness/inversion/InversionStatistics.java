package dev.visor.harness.inversion;

import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.Cell;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trust;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.metric.Throughput;
import dev.visor.metric.inversion.AhmScore;
import dev.visor.metric.inversion.DpEpsilon;
import dev.visor.recognizer.training.RecognizerTraining;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.TrainingConfig;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.Timing;
import dev.visor.result.TrainingCurve;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Counts, times and measures of an inversion run beside its trials. */
public final class InversionStatistics {

    /** Stands in the cells of numbers that nobody judged. */
    private static final String NOBODY = "-";

    /**
     * The parts of {@code metrics.csv}, in the order in which a run writes them: what was judged, the trainings, the attacks, and the
     * scores that are made of all.
     */
    public static final List<Predicate<MetricValue>> PARTS = List.of(
            InversionStatistics::judged,
            value -> !judged(value) && !attacked(value) && !AhmScore.made(value),
            value -> !judged(value) && attacked(value),
            AhmScore::made);

    private final ResolvedInversion suite;
    private final ReconstructionQualities qualities;
    private final List<MetricValue> metrics = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private final List<TrainingCurve> curves = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();

    private long compared;
    private long masksComputed;
    private long masksReused;
    private long trainingsComputed;
    private long trainingsReused;
    private long inversionsComputed;
    private long inversionsReused;

    InversionStatistics(ResolvedInversion suite, Compute compute) {
        this.suite = suite;
        this.qualities = new ReconstructionQualities(suite, compute);
    }

    private static boolean judged(MetricValue value) {
        return !value.cell().judge().equals(NOBODY);
    }

    private static boolean attacked(MetricValue value) {
        return !value.cell().attack().equals(NOBODY);
    }

    /** Counts all protections of training photos together. */
    void masks(long computed, long reused) {
        masksComputed = computed;
        masksReused = reused;
    }

    /** Counts all attacks together, baselines among them. */
    void inversions(long computed, long reused) {
        inversionsComputed = computed;
        inversionsReused = reused;
    }

    void count(Trial trial) {
        compared += trial.outcome() instanceof Compared ? 1 : 0;
    }

    /** The curve, the speed and the price of a training. */
    void trained(TrainedTargetModel target) {
        trainingsComputed += target.trained() ? 1 : 0;
        trainingsReused += target.trained() ? 0 : 1;
        String model = suite.suite().modelId();
        for (Step step : target.steps()) {
            curve(target, model, step, "training_loss", step.trainingLoss());
            curve(target, model, step, "validation_loss", step.validationLoss());
            curve(target, model, step, "validation_accuracy", step.validationAccuracy());
            step.trainingMetrics().forEach((figure, value) -> curve(target, model, step, figure, value));
        }
        int photos = suite.suite().people().trained() * suite.suite().people().learned();
        double seconds = 0;
        for (int epoch = 0; epoch < target.seconds().size(); epoch++) {
            double took = target.seconds().get(epoch);
            Timing timing = new Timing(Timing.TRAIN, target.defense().id(), epoch, photos, took, epoch == 0);
            timings.add(timing);
            seconds += epoch == 0 ? 0 : timing.seconds();
        }
        int epochs = target.seconds().size() - 1;
        Throughput.of(cell(target), "train_photos_per_s", (long) photos * Math.max(0, epochs), seconds)
                .ifPresent(metrics::add);
        privacy(target, photos).ifPresent(metrics::add);
        ledgers.add(new Ledger(target.defense().id(), suite.surrogates(target.defense()), 0, 0, 0));
    }

    /** Returns what the published weights may tell of one photo, at most, of a training with private steps. */
    private Optional<MetricValue> privacy(TrainedTargetModel target, int photos) {
        if (!(target.defense().plugin() instanceof MaskingDefense masks)) {
            return Optional.empty();
        }
        TrainingConfig recipe = suite.suite().model();
        int steps = Math.max(1, target.steps().size() - 1) * RecognizerTraining.stepsAnEpoch(recipe, photos);
        return masks.privateSteps()
                .flatMap(own -> DpEpsilon.of(
                        cell(target), RecognizerTraining.samplingRate(recipe, photos), own.noise(), steps));
    }

    private void curve(TrainedTargetModel target, String model, Step step, String figure, double value) {
        if (Double.isFinite(value)) {
            curves.add(new TrainingCurve(target.defense().id(), model, target.seed(), step.epoch(), figure, value));
        }
    }

    private Cell cell(TrainedTargetModel target) {
        return suite.target(target.defense(), suite.suite().modelId(), target.seed())
                .judgedBy(NOBODY);
    }

    private Cell cell(TrainedTargetModel target, Entry<TrainingSideAttack> attack) {
        return cell(target)
                .attackedBy(attack.id(), attack.plugin().access())
                .restingOn(attack.plugin().trust());
    }

    /** Records what an attack asked and how long it took; of images that were made elsewhere, nobody knows. */
    void attacked(TrainedTargetModel target, Entry<TrainingSideAttack> attack, AttackOutput inverted) {
        if (attack.plugin().trust() == Trust.SUPPLIED) {
            return;
        }
        Cell cell = cell(target, attack);
        count(cell, "queries", inverted.queries());
        count(cell, "gradient_queries", inverted.backward());
        int made = Math.max(inverted.faces().size(), inverted.links().size());
        Timing timing = new Timing(
                Timing.ATTACK, attack.id() + " on " + target.defense().id(), 0, made, inverted.seconds(), false);
        timings.add(timing);
        Throughput.of(cell, "reconstructions_per_s", made, timing.seconds()).ifPresent(metrics::add);
    }

    private void count(Cell cell, String metric, long value) {
        metrics.add(new MetricValue(
                cell,
                Pairing.RECONSTRUCTED_CLEAN,
                metric,
                value,
                Optional.empty(),
                Optional.empty(),
                1,
                "faces",
                // A tracker who needs more is the better for the subject.
                Better.HIGHER,
                Optional.empty()));
    }

    /** Measures how alike the reconstructions of an attack look to whom they show. */
    void quality(
            TrainedTargetModel target,
            Entry<TrainingSideAttack> attack,
            List<Reconstruction> made,
            List<JudgedReconstruction> reconstructions,
            InversionFaces faces,
            Jury jury) {
        metrics.addAll(qualities.measure(cell(target, attack), target, made, reconstructions, faces, jury));
    }

    /** SSIM of a trial's reconstruction; empty if the trial has none. */
    OptionalDouble quality(Trial trial) {
        return qualities.of(trial);
    }

    List<MetricValue> metrics() {
        return List.copyOf(metrics);
    }

    List<ProtectedPhoto> photos() {
        return qualities.photos();
    }

    List<Timing> timings(List<Timing> embedding) {
        List<Timing> all = new ArrayList<>(timings);
        all.addAll(embedding);
        return all;
    }

    List<TrainingCurve> curves() {
        return List.copyOf(curves);
    }

    List<Ledger> ledgers() {
        return List.copyOf(ledgers);
    }

    /** @param planned trials, by the plan and not by what was made */
    Counts counts(long planned, long embeddingsComputed, long embeddingsReused) {
        return new Counts(
                planned,
                compared,
                0,
                0,
                0,
                masksComputed,
                masksReused,
                embeddingsComputed,
                embeddingsReused,
                trainingsComputed,
                trainingsReused,
                inversionsComputed,
                inversionsReused,
                Provenance.peakMemoryMib());
    }
}
