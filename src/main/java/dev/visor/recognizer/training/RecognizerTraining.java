package dev.visor.recognizer.training;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.ClassificationObjective.Judgment;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Divergence;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Sgd;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Training.Sampling;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Teaches a new recognizer a set of people, on faces as a masking leaves them.
 *
 * <p>Which epoch is kept is decided on photos of the same people that are set aside, shown unmixed: that which mistakes fewest, and among
 * equals that of the smallest validation loss. Run it inside {@link
 * Compute#sideBySide} with two lanes or more: equal inputs then give equal bytes.
 */
public final class RecognizerTraining {

    /** Share of the steps over which the rate rises. */
    private static final double WARMUP = .1;

    private RecognizerTraining() {}

    /**
     * One pass over the photos; the first is of the recognizer as it was made, before it learned anything.
     *
     * @param trainingLoss mean of the head's loss on masked faces, NaN in epoch 0
     * @param validationLoss mean of minus the logarithm of the chance given to who is shown; NaN with nothing set aside
     * @param validationAccuracy share of the faces set aside whose person came first, 0..1; NaN with nothing set aside
     * @param trainingMetrics named figures that the masking tells of the epoch
     */
    public record Step(
            int epoch,
            double trainingLoss,
            double validationLoss,
            double validationAccuracy,
            Map<String, Double> trainingMetrics) {

        public Step {
            trainingMetrics = Collections.unmodifiableMap(new TreeMap<>(trainingMetrics));
        }
    }

    /**
     * The result of a training.
     *
     * @param weights of network, head, and the masking's state, as {@link TrainedRecognizer#load} reads them; of the best epoch
     * @param steps epoch 0 first
     */
    public record Trained(byte[] weights, List<Step> steps) {

        public Trained {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Trains without checkpoints:
     * {@link #train(TrainingConfig, List, int[], int, Split, Masking, Optional, Compute, Seed, Consumer, Checkpoints)}.
     */
    public static Trained train(
            TrainingConfig trainingConfig,
            List<FaceImage> faces,
            int[] people,
            int classes,
            Split split,
            Masking masking,
            Optional<DpSgdSteps> privately,
            Compute compute,
            Seed seed,
            Consumer<Step> progress) {
        return train(
                trainingConfig,
                faces,
                people,
                classes,
                split,
                masking,
                privately,
                compute,
                seed,
                progress,
                Checkpoints.none());
    }

    /**
     * Trains a network of random weights.
     *
     * <p>With private steps, what is published of the training photos is bounded as {@code dev.visor.stats.RenyiAccountant} tells; the
     * photos set aside, of which only the choice of the epoch tells something, are outside of that bound.
     *
     * @param faces all of the configuration's side, 0..255
     * @param people who is on each, 0..classes - 1
     * @param split which photos are learned from, and which tell when to stop
     * @param masking of this training alone; learns with it, and is left as of the best epoch. The caller closes it
     * @param privately whether each photo's gradient is clipped and noise added; then the masking must not mix nor have weights, and
     *     each photo is in a step with the chance {@link #samplingRate}, independently
     * @param progress told of every epoch once it is over; not again of those before a checkpoint
     * @throws Divergence if a loss, a gradient or a weight is no finite number
     */
    public static Trained train(
            TrainingConfig trainingConfig,
            List<FaceImage> faces,
            int[] people,
            int classes,
            Split split,
            Masking masking,
            Optional<DpSgdSteps> privately,
            Compute compute,
            Seed seed,
            Consumer<Step> progress,
            Checkpoints checkpoints) {
        check(trainingConfig, faces, people, classes);
        if (privately.isPresent() && !masking.weights().isEmpty()) {
            throw new IllegalArgumentException("private steps cannot move a masking's own weights");
        }
        try (Classifier classifier = new Classifier(trainingConfig, classes, masking, compute.manager(), seed)) {
            ClassificationObjective batches =
                    new ClassificationObjective(trainingConfig, faces, people, classes, masking, classifier);
            Objective objective = privately
                    .<Objective>map(steps -> new DpSgdObjective(batches, classifier, steps, trainingConfig.batch()))
                    .orElse(batches);
            List<Step> steps = new ArrayList<>();
            Consumer<Epoch> told = epoch -> {
                Judgment judgment = batches.judgment();
                Step step = new Step(
                        epoch.number(),
                        epoch.training().orElse(Double.NaN),
                        judgment.loss(),
                        judgment.accuracy(),
                        masking.trainingMetrics());
                steps.add(step);
                progress.accept(step);
            };
            Sampling sampling = privately.isPresent() ? Sampling.POISSON : Sampling.SHUFFLED;
            training(trainingConfig, sampling, masking.weights().size(), seed)
                    .run(classifier, objective, split, told, new StepCheckpoints(checkpoints, steps));
            return new Trained(Weights.encode(classifier), steps);
        }
    }

    /**
     * The chance of a photo to be in a step, as {@code dev.visor.stats.RenyiAccountant} asks for it.
     *
     * @param photos that are learned from
     */
    public static double samplingRate(TrainingConfig trainingConfig, int photos) {
        return Math.min(1, trainingConfig.batch() / (double) photos);
    }

    /**
     * Steps of an epoch.
     *
     * @param photos that are learned from
     */
    public static int stepsAnEpoch(TrainingConfig trainingConfig, int photos) {
        return (photos + trainingConfig.batch() - 1) / trainingConfig.batch();
    }

    /** @param learned how many weights are the masking's, which come last: to pull them to zero would undo a learned defense */
    private static Training training(TrainingConfig trainingConfig, Sampling sampling, int learned, Seed seed) {
        return new Training(
                weights -> new Sgd(weights, trainingConfig.momentum(), trainingConfig.weightDecay(), learned),
                LearningRate.cosine(trainingConfig.rate(), WARMUP),
                trainingConfig.epochs(),
                trainingConfig.batch(),
                trainingConfig.patience(),
                sampling,
                seed);
    }

    private static void check(TrainingConfig trainingConfig, List<FaceImage> faces, int[] people, int classes) {
        if (faces.size() != people.length) {
            throw new IllegalArgumentException(
                    "%d faces of %d people's numbers".formatted(faces.size(), people.length));
        }
        if (!IntStream.of(people).allMatch(person -> person >= 0 && person < classes)) {
            throw new IllegalArgumentException("people are numbered 0..%d".formatted(classes - 1));
        }
        for (FaceImage face : faces) {
            if (face.width() != trainingConfig.side() || face.height() != trainingConfig.side()) {
                throw new IllegalArgumentException(
                        "the training configuration is for faces of %d x %d, got one of %d x %d"
                                .formatted(trainingConfig.side(), trainingConfig.side(), face.width(), face.height()));
            }
        }
    }
}
