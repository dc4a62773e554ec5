package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Point;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.RecognizerTraining.Trained;
import dev.visor.recognizer.training.network.Initializers;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Reclaimed;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecognizerTrainingTest {

    private static final int SIDE = 32;
    private static final int CLASSES = 4;
    private static final int[] PEOPLE =
            IntStream.range(0, 32).map(photo -> photo % CLASSES).toArray();
    private static final List<FaceImage> FACES = MadeUpPeople.faces(PEOPLE, SIDE);
    private static final Split SPLIT =
            new Split(IntStream.range(0, 24).toArray(), IntStream.range(24, 32).toArray());
    private static final TrainingConfig TRAINING_CONFIG =
            new TrainingConfig("residual", SIDE, 16, "softmax", 4, 8, .02, .9, 1e-3, true, 4);
    private static final Seed SEED = new Seed(11);

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    private static Trained train(Masking masking, Optional<DpSgdSteps> privately, Checkpoints checkpoints) {
        Callable<Trained> training = () -> RecognizerTraining.train(
                TRAINING_CONFIG,
                FACES,
                PEOPLE,
                CLASSES,
                SPLIT,
                masking,
                privately,
                compute,
                SEED,
                step -> {},
                checkpoints);
        return compute.sideBySide(2, List.of(training, () -> new Trained(new byte[0], List.of())))
                .get(0);
    }

    private static RecognizerCard card(int dimension) {
        Crop crop = new Crop.FivePoint(
                "small32",
                SIDE,
                List.of(new Point(11, 15), new Point(21, 15), new Point(16, 20), new Point(12, 26), new Point(20, 26)));
        return new RecognizerCard(
                "mine",
                "trained",
                "",
                new RecognizerCard.Asset("", "mine"),
                Digest.of("mine"),
                crop,
                dimension,
                "residual",
                "made up",
                "",
                List.of(),
                Map.of());
    }

    @Test
    void learnsWhomItIsShownAndKnowsThemAfterwards() {
        Trained trained = train(new Pixels(), Optional.empty(), Checkpoints.none());

        assertThat(trained.steps()).extracting(Step::epoch).containsExactly(0, 1, 2, 3, 4);
        Step last = trained.steps().get(4);
        assertThat(trained.steps().get(0).trainingLoss()).isNaN();
        assertThat(last.validationLoss()).isLessThan(trained.steps().get(0).validationLoss() / 2);
        assertThat(last.validationAccuracy()).isGreaterThan(.85);
        try (TrainedRecognizer recognizer = TrainedRecognizer.load(
                        card(16), TRAINING_CONFIG, CLASSES, trained.weights(), new Pixels(), compute);
                NDManager scope = compute.manager().newSubManager()) {
            List<FaceImage> aside = FACES.subList(24, 32);
            NDArray scores = recognizer.scores(Faces.stack(scope, aside), SEED.generator());
            double loss = 0;
            for (int i = 0; i < 8; i++) {
                loss -= scores.getFloat(i, PEOPLE[24 + i]) / 8;
            }
            assertThat(loss).isEqualTo(kept(trained).validationLoss(), within(1e-4));
            assertThat(scores.exp().sum().getFloat()).isEqualTo(8, within(1e-4f));
        }
    }

    /** Most known; among equals, least lost. */
    private static Step kept(Trained trained) {
        return trained.steps().stream()
                .min(Comparator.comparingDouble((Step step) -> -step.validationAccuracy())
                        .thenComparingDouble(Step::validationLoss))
                .orElseThrow();
    }

    @Test
    void whoKnowsMoreFacesIsKeptEvenIfItIsLessSureOfThem() {
        try (Classifier classifier = new Classifier(TRAINING_CONFIG, CLASSES, new Pixels(), compute.manager(), SEED);
                NDManager scope = compute.manager().newSubManager()) {
            ClassificationObjective batches =
                    new ClassificationObjective(TRAINING_CONFIG, FACES, PEOPLE, CLASSES, new Pixels(), classifier);
            Objective.Batch all =
                    new Objective.Batch(scope, IntStream.range(0, PEOPLE.length).toArray(), SEED.generator(), false);

            double criterion = batches.loss(all).getFloat();
            ClassificationObjective.Judgment judgment = batches.judgment();

            assertThat(criterion).isEqualTo(1 - judgment.accuracy() + 1e-4 * judgment.loss(), within(1e-6));
            assertThat(judgment.accuracy()).isBetween(0., .6);
            assertThat(batches.judgment().accuracy()).isNaN();
        }
    }

    @Test
    void equalSeedsGiveEqualBytes() {
        assertThat(train(new Pixels(), Optional.empty(), Checkpoints.none()).weights())
                .isEqualTo(train(new Pixels(), Optional.empty(), Checkpoints.none())
                        .weights());
    }

    /** Keeps what it is given, and stops the training at an epoch. */
    private static final class Cut implements Checkpoints {

        private Optional<byte[]> kept = Optional.empty();
        private Optional<String> refused = Optional.empty();
        private int left;

        Cut(int saves) {
            left = saves;
        }

        @Override
        public Optional<byte[]> load() {
            return kept;
        }

        @Override
        public void save(byte[] checkpoint) {
            if (left-- == 0) {
                throw new UnsupportedOperationException("cut off");
            }
            kept = Optional.of(checkpoint);
        }

        @Override
        public void refuse(String reason) {
            refused = Optional.of(reason);
        }
    }

    @Test
    void aTrainingThatWasCutOffEndsWithTheBytesOfOneThatWasNot() {
        for (Optional<DpSgdSteps> privately :
                List.of(Optional.<DpSgdSteps>empty(), Optional.of(new DpSgdSteps(1, .5)))) {
            Trained whole = train(new Remembering(compute), privately, Checkpoints.none());
            Cut cut = new Cut(3);
            assertThatThrownBy(() -> train(new Remembering(compute), privately, cut))
                    .hasMessage("cut off");
            cut.left = 100;
            Trained resumed = train(new Remembering(compute), privately, cut);

            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(resumed.steps()).isEqualTo(whole.steps());
            assertThat(cut.left).as("epochs trained after the cut").isEqualTo(98);
            assertThat(train(new Remembering(compute), privately, cut).weights())
                    .isEqualTo(whole.weights());
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        Cut cut = new Cut(1);
        assertThatThrownBy(() -> train(new Pixels(), Optional.empty(), cut)).hasMessage("cut off");
        cut.left = 100;

        assertThatThrownBy(() -> RecognizerTraining.train(
                        TRAINING_CONFIG,
                        FACES,
                        PEOPLE,
                        CLASSES,
                        SPLIT,
                        new Pixels(),
                        Optional.empty(),
                        compute,
                        new Seed(12),
                        step -> {},
                        cut))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("another seed");
    }

    @Test
    void aCheckpointThatWasCutOffIsToldAndTheTrainingBeginsAnew() {
        Cut cut = new Cut(1);
        assertThatThrownBy(() -> train(new Pixels(), Optional.empty(), cut)).hasMessage("cut off");
        cut.left = 100;
        cut.kept = Optional.of(Arrays.copyOf(cut.kept.orElseThrow(), 1000));

        Trained anew = train(new Pixels(), Optional.empty(), cut);

        assertThat(cut.refused).isPresent();
        assertThat(anew.weights())
                .isEqualTo(train(new Pixels(), Optional.empty(), Checkpoints.none())
                        .weights());
    }

    /** Pixels, with a number that counts batches, and another that the recognizer's optimizer moves. */
    private static final class Remembering implements Masking {

        private final Pixels pixels = new Pixels();
        private final NDManager memory;
        private final NDArray counted;
        private final NDArray brightness;
        private int told;
        private final List<Integer> rows = new ArrayList<>();

        Remembering(Compute compute) {
            memory = compute.manager().newSubManager();
            counted = memory.zeros(new Shape(1));
            brightness = memory.ones(new Shape(1));
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            return pixels.maskForTraining(faces, people, classes, random);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            return pixels.maskForQuery(faces, random);
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return pixels.visualize(inputs);
        }

        @Override
        public List<NDArray> state() {
            return List.of(counted);
        }

        @Override
        public void learned(TrainingBatch trainingBatch, float[] losses) {
            counted.addi(1);
            told++;
            rows.add(losses.length);
            assertThat(trainingBatch.mixes()).hasSize(losses.length);
        }

        @Override
        public Map<String, Double> trainingMetrics() {
            double batches = told;
            told = 0;
            return Map.of("lessons", batches);
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    @Test
    void theMaskingIsToldOfEveryLessonAndIsStoredAsOfTheBestEpoch() {
        try (Remembering masking = new Remembering(compute)) {
            Trained trained = train(masking, Optional.empty(), Checkpoints.none());

            assertThat(trained.steps())
                    .extracting(step -> step.trainingMetrics().get("lessons"))
                    .containsExactly(0., 3., 3., 3., 3.);
            assertThat(masking.rows).hasSize(12).containsOnly(8);
            int best = kept(trained).epoch();
            assertThat(masking.counted.toFloatArray()).containsExactly(3 * best);
            Remembering another = new Remembering(compute);
            try (TrainedRecognizer recognizer =
                    TrainedRecognizer.load(card(16), TRAINING_CONFIG, CLASSES, trained.weights(), another, compute)) {
                assertThat(another.counted.toFloatArray()).containsExactly(3 * best);
                assertThat(recognizer.card().id()).isEqualTo("mine");
            }
        }
    }

    @Test
    void whatAMaskingLearnsByTheRecognizersOptimizerMovesAndIsNotPrivate() {
        try (NDManager memory = compute.manager().newSubManager()) {
            NDArray gain = memory.ones(new Shape(1));
            Masking learning = new Gain(gain, 1);
            train(learning, Optional.empty(), Checkpoints.none());

            assertThat(gain.getFloat(0)).isNotEqualTo(1);
            assertThatThrownBy(() -> train(learning, Optional.of(new DpSgdSteps(1, 1)), Checkpoints.none()))
                    .hasMessageContaining("private steps cannot move");
        }
    }

    /** What a defense learns is a protection, not a weight that is better small. */
    @Test
    void whatAMaskingLearnsIsNotPulledToZero() {
        assertThat(TRAINING_CONFIG.weightDecay()).isPositive();
        try (NDManager memory = compute.manager().newSubManager()) {
            NDArray gain = memory.ones(new Shape(1));
            train(new Gain(gain, 0), Optional.empty(), Checkpoints.none());

            assertThat(gain.toFloatArray()).containsExactly(1);
        }
    }

    /** Pixels plus a weight, in the batches as many times as {@code felt} says. */
    private record Gain(NDArray gain, double felt) implements Masking {

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            TrainingBatch trainingBatch = new Pixels().maskForTraining(faces, people, classes, random);
            return new TrainingBatch(
                    trainingBatch.inputs().add(Scaled.by(gain, felt)), trainingBatch.shares(), trainingBatch.mixes());
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            return new Pixels().maskForQuery(faces, random).add(gain);
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return inputs;
        }

        @Override
        public List<NDArray> weights() {
            return List.of(gain);
        }
    }

    /** Adds noise at each query. */
    private record Noisy() implements Masking {

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            return new Pixels().maskForTraining(faces, people, classes, random);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            NDArray noise = Initializers.gaussian(faces.getShape(), .3, random, faces.getManager());
            return new Pixels().maskForQuery(faces, random).add(noise);
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return inputs;
        }

        @Override
        public boolean isRandomized() {
            return true;
        }
    }

    @Test
    void anEmbeddingDoesNotDependOnWhoElseIsAsked() {
        try (TrainedRecognizer recognizer =
                        TrainedRecognizer.blank(card(16), TRAINING_CONFIG, CLASSES, new Noisy(), compute, SEED);
                NDManager scope = compute.manager().newSubManager()) {
            float[] alone = recognizer.embed(FACES.subList(2, 3)).get(0).values();
            float[] third = recognizer.embed(FACES.subList(0, 4)).get(2).values();

            assertThat(third).containsExactly(alone, org.assertj.core.api.Assertions.offset(1e-5f));
            NDArray face = Faces.stack(scope, FACES.subList(2, 3));
            float[] drawn = recognizer.embed(face, SEED.generator()).toFloatArray();
            float[] again = recognizer.embed(face, SEED.generator()).toFloatArray();
            assertThat(drawn).isEqualTo(again).isNotEqualTo(alone);
        }
    }

    /** Of both architectures and all heads: no layer's graph holds a number that Java takes back. */
    @Test
    void slopesOutliveAGarbageCollection() {
        List<TrainedRecognizer> recognizers = new ArrayList<>();
        for (String architecture : List.of("residual", "mobilefacenet")) {
            for (String head : List.of("softmax", "cosine", "arcface")) {
                recognizers.add(TrainedRecognizer.blank(
                        card(16),
                        new TrainingConfig(architecture, SIDE, 16, head, 1, 8, .02, .9, 1e-3, true, 1),
                        CLASSES,
                        new Pixels(),
                        compute,
                        SEED));
            }
        }
        try (NDManager scope = compute.manager().newSubManager()) {
            List<float[]> slopes = recognizers.stream()
                    .map(recognizer -> Graph.of(recognizer, scope).slope())
                    .toList();
            List<Graph> graphs = recognizers.stream()
                    .map(recognizer -> Graph.of(recognizer, scope))
                    .toList();
            // Once for all: it takes longer than the graphs do.
            Reclaimed.memory();

            for (int i = 0; i < graphs.size(); i++) {
                assertThat(graphs.get(i).slope())
                        .as("recognizer %d", i)
                        .isEqualTo(slopes.get(i))
                        .doesNotContain(Float.NaN);
            }
        } finally {
            JniUtils.setGradMode(false);
            recognizers.forEach(TrainedRecognizer::close);
        }
    }

    /** What a recognizer makes of two faces, summed up, before anybody asks for its slope. */
    private record Graph(NDArray faces, NDArray loss) {

        static Graph of(TrainedRecognizer recognizer, NDManager scope) {
            NDArray faces = Gradients.leaf(Faces.stack(scope, FACES.subList(0, 2)));
            return new Graph(
                    faces,
                    recognizer
                            .scores(faces, SEED.generator())
                            .square()
                            .sum()
                            .add(recognizer.embedForGradient(faces).get(":, 1").sum()));
        }

        float[] slope() {
            return Gradients.of(loss, faces, false).toFloatArray();
        }
    }

    @Test
    void scoresAndEmbeddingsHaveSlopesInTheFaces() {
        for (String head : List.of("softmax", "arcface")) {
            TrainingConfig trainingConfig =
                    new TrainingConfig("residual", SIDE, 16, head, 1, 8, .02, .9, 1e-3, true, 1);
            try (TrainedRecognizer recognizer =
                            TrainedRecognizer.blank(card(16), trainingConfig, CLASSES, new Pixels(), compute, SEED);
                    NDManager scope = compute.manager().newSubManager()) {
                NDArray faces = Gradients.leaf(Faces.stack(scope, FACES.subList(0, 2)));
                NDArray slope = Gradients.of(
                        recognizer.scores(faces, SEED.generator()).get(":, 1").sum(), faces, false);
                NDArray other = Gradients.of(
                        recognizer.embedForGradient(faces).get(":, 1").sum(), faces, false);

                assertThat(Gradients.useless(slope)).isZero();
                assertThat(Gradients.useless(other)).isZero();
                JniUtils.setGradMode(false);
                assertThat(recognizer.embed(faces).norm(new int[] {1}).toFloatArray())
                        .containsExactly(new float[] {1, 1}, org.assertj.core.api.Assertions.offset(1e-5f));
                JniUtils.setGradMode(true);
            }
        }
    }

    @Test
    void blankOnesOfOneSeedAreAlikeAndOfAnotherAreNot() {
        try (TrainedRecognizer one =
                        TrainedRecognizer.blank(card(16), TRAINING_CONFIG, CLASSES, new Pixels(), compute, SEED);
                TrainedRecognizer two =
                        TrainedRecognizer.blank(card(16), TRAINING_CONFIG, CLASSES, new Pixels(), compute, SEED);
                TrainedRecognizer other = TrainedRecognizer.blank(
                        card(16), TRAINING_CONFIG, CLASSES, new Pixels(), compute, new Seed(5))) {
            float[] embedding = one.embed(FACES.subList(0, 1)).get(0).values();

            assertThat(two.embed(FACES.subList(0, 1)).get(0).values()).isEqualTo(embedding);
            assertThat(other.embed(FACES.subList(0, 1)).get(0).values()).isNotEqualTo(embedding);
        }
    }

    @Test
    void foreignWeightsFacesAndCardsAreRefused() {
        assertThatThrownBy(() ->
                        TrainedRecognizer.load(card(16), TRAINING_CONFIG, CLASSES, new byte[40], new Pixels(), compute))
                .isInstanceOf(InputError.class);
        assertThatThrownBy(
                        () -> TrainedRecognizer.blank(card(17), TRAINING_CONFIG, CLASSES, new Pixels(), compute, SEED))
                .hasMessageContaining("dimension 17");
        assertThatThrownBy(() -> RecognizerTraining.train(
                        TRAINING_CONFIG,
                        MadeUpPeople.faces(PEOPLE, 48),
                        PEOPLE,
                        CLASSES,
                        SPLIT,
                        new Pixels(),
                        Optional.empty(),
                        compute,
                        SEED,
                        step -> {}))
                .hasMessageContaining("faces of 32 x 32, got one of 48 x 48");
        assertThatThrownBy(() -> RecognizerTraining.train(
                        TRAINING_CONFIG,
                        FACES,
                        PEOPLE,
                        3,
                        SPLIT,
                        new Pixels(),
                        Optional.empty(),
                        compute,
                        SEED,
                        step -> {}))
                .hasMessageContaining("people are numbered 0..2");
        assertThatThrownBy(() -> new TrainingConfig("vgg", 64, 16, "softmax", 1, 8, .1, .9, 0, true, 1))
                .hasMessageContaining("architecture must be one of");
        assertThatThrownBy(() -> new TrainingConfig("residual", 100, 16, "softmax", 1, 8, .1, .9, 0, true, 1))
                .hasMessageContaining("side must be a multiple of 16");
    }

    @Test
    void thePrivateRecognizersFiguresAreThoseThatTheAccountantWants() {
        assertThat(RecognizerTraining.samplingRate(TRAINING_CONFIG, 24)).isEqualTo(8 / 24.);
        assertThat(RecognizerTraining.stepsAnEpoch(TRAINING_CONFIG, 24)).isEqualTo(3);
        assertThat(RecognizerTraining.stepsAnEpoch(TRAINING_CONFIG, 25)).isEqualTo(4);
        assertThat(RecognizerTraining.samplingRate(TRAINING_CONFIG, 5)).isEqualTo(1);
    }
}
