package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Objective.Batch;
import dev.visor.recognizer.training.optimization.Objective.Slope;
import dev.visor.recognizer.training.optimization.Sgd;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A recognizer is asked hundreds of thousands of times: what a pass makes must go with its batch. */
class TidyPassesTest {

    private static final int SIDE = 32;
    private static final int CLASSES = 4;
    private static final int[] PEOPLE = {0, 1, 2, 3};
    private static final List<FaceImage> FACES = MadeUpPeople.faces(PEOPLE, SIDE);
    private static final Seed SEED = new Seed(3);

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @AfterEach
    void record() {
        JniUtils.setGradMode(true);
    }

    @Test
    void aPassLeavesNothingInTheMemoryOfTheWeights() {
        leavesNothing(trainingConfig("residual", "softmax"), Optional.empty());
        leavesNothing(trainingConfig("residual", "arcface"), Optional.of(new DpSgdSteps(1, .5)));
        leavesNothing(trainingConfig("mobilefacenet", "arcface"), Optional.empty());
    }

    private static TrainingConfig trainingConfig(String architecture, String head) {
        return new TrainingConfig(architecture, SIDE, 16, head, 1, 4, .02, .9, 1e-3, true, 1);
    }

    private static void leavesNothing(TrainingConfig trainingConfig, Optional<DpSgdSteps> privately) {
        try (Classifier classifier = new Classifier(trainingConfig, CLASSES, new Pixels(), compute.manager(), SEED);
                Sgd optimizer = new Sgd(classifier.weights(), .9, 1e-3)) {
            NDManager memory = classifier.own().get(0).getManager();
            ClassificationObjective batches =
                    new ClassificationObjective(trainingConfig, FACES, PEOPLE, CLASSES, new Pixels(), classifier);
            Objective objective = privately
                    .<Objective>map(steps -> new DpSgdObjective(batches, classifier, steps, trainingConfig.batch()))
                    .orElse(batches);
            classifier.weights().forEach(Gradients::leaf);
            int before = memory.getManagedArrays().size();

            for (int pass = 0; pass < 2; pass++) {
                try (NDManager scope = memory.newSubManager()) {
                    int[] all = IntStream.range(0, PEOPLE.length).toArray();
                    Slope slope = objective.slope(new Batch(scope, all, SEED.generator(), true), classifier.weights());
                    JniUtils.setGradMode(false);
                    optimizer.step(slope.gradients(), .01);
                    classifier.scores(classifier.forward(Faces.stack(scope, FACES)));
                    JniUtils.setGradMode(true);
                }
            }

            // Their number, not they: a view cannot always be printed.
            assertThat(memory.getManagedArrays().size())
                    .as(
                            "%s, %s%s",
                            trainingConfig.architecture(),
                            trainingConfig.head(),
                            privately.isPresent() ? ", private" : "")
                    .isEqualTo(before);
        }
    }
}
