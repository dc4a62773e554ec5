package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.recognizer.training.optimization.Objective.Batch;
import dev.visor.recognizer.training.optimization.Objective.Slope;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpSgdObjectiveTest {

    private static final int CLASSES = 3;
    private static final int[] PEOPLE = {0, 1, 2, 1, 0};
    private static final List<FaceImage> FACES = MadeUpPeople.faces(PEOPLE, 32);

    private static Compute compute;
    private NDManager scope;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @BeforeEach
    void begin() {
        scope = compute.manager().newSubManager();
    }

    @AfterEach
    void end() {
        JniUtils.setGradMode(true);
        scope.close();
    }

    private static TrainingConfig trainingConfig(String head) {
        return new TrainingConfig("residual", 32, 8, head, 1, 4, .01, 0, 0, false, 1);
    }

    private Batch batch(int... examples) {
        return new Batch(scope, examples, new Seed(4).generator(), true);
    }

    private static Classifier classifier(TrainingConfig trainingConfig, Masking masking) {
        Classifier classifier = new Classifier(trainingConfig, CLASSES, masking, compute.manager(), new Seed(2));
        classifier.weights().forEach(Gradients::leaf);
        return classifier;
    }

    private static ClassificationObjective batches(
            TrainingConfig trainingConfig, Masking masking, Classifier classifier) {
        return new ClassificationObjective(trainingConfig, FACES, PEOPLE, CLASSES, masking, classifier);
    }

    /** As trainings run: much faster on a machine that is busy with other things. */
    private static void onOneThread(Runnable test) {
        compute.sideBySide(2, List.of(Executors.callable(test), Executors.callable(() -> {})));
    }

    private static double[] flat(List<NDArray> gradients) {
        return gradients.stream()
                .map(gradient -> gradient.toType(DataType.FLOAT64, false).toDoubleArray())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double length(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static double distance(double[] one, double[] other) {
        return length(IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] - other[i])
                .toArray());
    }

    /** With 64 bits: a sign that the last of 32 bits turns at a rectifier would show. */
    @ParameterizedTest
    @ValueSource(strings = {"softmax", "arcface"})
    void everyPhotosGradientIsTheOneThatItHasAloneAndTheirMeanIsTheBatchs(String head) {
        onOneThread(() -> {
            TrainingConfig trainingConfig = trainingConfig(head);
            try (Classifier classifier = classifier(trainingConfig, new Pixels())) {
                TrainingBatch trainingBatch =
                        batches(trainingConfig, new Pixels(), classifier).trainingBatch(batch(0, 1, 2));
                NDArray inputs = trainingBatch.inputs().toType(DataType.FLOAT64, false);
                NDArray shares = trainingBatch.shares().toType(DataType.FLOAT64, false);
                JniUtils.setGradMode(false);
                List<NDArray> weights = classifier.weights().stream()
                        .map(weight -> weight.toType(DataType.FLOAT64, false))
                        .toList();
                weights.forEach(weight -> weight.attach(scope));
                weights.forEach(Gradients::leaf);
                float[] losses = new float[3];
                List<NDArray> together = DpSgdObjective.perPhoto(classifier, inputs, shares, weights, losses, 0);
                double[] mean = new double[flat(weights).length];
                for (int photo = 0; photo < 3; photo++) {
                    int at = photo;
                    String row = photo + ":" + (photo + 1);
                    NDArray loss = classifier
                            .losses(inputs.get(row), shares.get(row), WeightCursor.shared(inputs.getManager(), weights))
                            .sum();
                    double[] own = flat(together.stream().map(g -> g.get(at)).toList());

                    assertThat((double) losses[photo]).isEqualTo(loss.getDouble(), within(1e-5));
                    assertThat(distance(own, flat(Gradients.of(loss, weights)))).isLessThan(1e-9 * length(own));
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] += own[i] / 3;
                    }
                }

                NDArray batch = classifier
                        .losses(inputs, shares, WeightCursor.shared(inputs.getManager(), weights))
                        .mean();
                assertThat(distance(mean, flat(Gradients.of(batch, weights)))).isLessThan(1e-9 * length(mean));
            }
        });
    }

    @Test
    void everyPhotoPullsAtMostAsFarAsTheClipAndShortGradientsStayAsTheyAre() {
        onOneThread(() -> {
            TrainingConfig trainingConfig = trainingConfig("softmax");
            try (Classifier classifier = classifier(trainingConfig, new Pixels())) {
                ClassificationObjective batches = batches(trainingConfig, new Pixels(), classifier);
                double[] first =
                        flat(batches.slope(batch(0), classifier.weights()).gradients());
                double[] second =
                        flat(batches.slope(batch(1), classifier.weights()).gradients());
                double clip = (length(first) + length(second)) / 2;
                assertThat(length(first)).isNotEqualTo(length(second));

                Slope slope = new DpSgdObjective(batches, classifier, new DpSgdSteps(clip, 0), 4)
                        .slope(batch(0, 1), classifier.weights());

                double keepFirst = Math.min(1, clip / length(first));
                double keepSecond = Math.min(1, clip / length(second));
                double[] expected = IntStream.range(0, first.length)
                        .mapToDouble(i -> (keepFirst * first[i] + keepSecond * second[i]) / 4)
                        .toArray();
                assertThat(distance(flat(slope.gradients()), expected)).isLessThan(1e-4 * length(expected));
            }
        });
    }

    @Test
    void theNoiseIsAsLargeAsItWasOrderedAndIsThereEvenIfNobodyWasDrawn() {
        onOneThread(() -> {
            TrainingConfig trainingConfig = trainingConfig("softmax");
            try (Classifier classifier = classifier(trainingConfig, new Pixels())) {
                ClassificationObjective batches = batches(trainingConfig, new Pixels(), classifier);
                double clip = .5;
                double noise = 3;
                DpSgdObjective quiet = new DpSgdObjective(batches, classifier, new DpSgdSteps(clip, 0), 4);
                DpSgdObjective loud = new DpSgdObjective(batches, classifier, new DpSgdSteps(clip, noise), 4);

                double[] signal =
                        flat(quiet.slope(batch(0, 1, 2), classifier.weights()).gradients());
                double[] both =
                        flat(loud.slope(batch(0, 1, 2), classifier.weights()).gradients());
                double[] alone = flat(loud.slope(batch(), classifier.weights()).gradients());

                double expected = clip * noise / 4 * Math.sqrt(signal.length);
                assertThat(distance(both, signal)).isEqualTo(expected, within(.01 * expected));
                assertThat(length(alone)).isEqualTo(expected, within(.01 * expected));
            }
        });
    }

    @Test
    void aMaskingThatMixesPhotosIsRefused() {
        TrainingConfig trainingConfig = trainingConfig("softmax");
        Masking mixing = new Pairs();
        try (Classifier classifier = classifier(trainingConfig, mixing)) {
            DpSgdObjective batches = new DpSgdObjective(
                    batches(trainingConfig, mixing, classifier), classifier, new DpSgdSteps(1, 1), 4);

            assertThatThrownBy(() -> batches.slope(batch(0, 1), classifier.weights()))
                    .hasMessageContaining("a masking that mixes photos cannot have them");
        }
    }

    /** Says that it mixes. */
    private static final class Pairs implements Masking {

        private final Pixels pixels = new Pixels();

        @Override
        public int channels() {
            return pixels.channels();
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            TrainingBatch trainingBatch = pixels.maskForTraining(faces, people, classes, random);
            List<TrainingBatch.Mix> mixes = new ArrayList<>();
            for (int row = 0; row < people.length; row++) {
                mixes.add(new TrainingBatch.Mix(new int[] {row, 0}, new float[] {.5f, .5f}));
            }
            return new TrainingBatch(trainingBatch.inputs(), trainingBatch.shares(), mixes);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            return pixels.maskForQuery(faces, random);
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return pixels.visualize(inputs);
        }
    }

    @Test
    void manyPhotosInPartsGiveWhatTheyGiveAtOnce() {
        onOneThread(() -> {
            TrainingConfig trainingConfig = trainingConfig("softmax");
            try (Classifier classifier = classifier(trainingConfig, new Pixels())) {
                ClassificationObjective batches = batches(trainingConfig, new Pixels(), classifier);
                DpSgdObjective steps = new DpSgdObjective(batches, classifier, new DpSgdSteps(1, 0), 4);
                int[] often = IntStream.range(0, 40).map(i -> i % 5).toArray();

                double[] one = flat(
                        steps.slope(batch(0, 1, 2, 3, 4), classifier.weights()).gradients());
                double[] eight =
                        flat(steps.slope(batch(often), classifier.weights()).gradients());

                assertThat(distance(Arrays.stream(one).map(v -> 8 * v).toArray(), eight))
                        .isLessThan(1e-4 * length(eight));
                assertThat(classifier.weights().get(0).getShape()).isEqualTo(new Shape(24, 3, 3, 3));
            }
        });
    }
}
