package dev.visor.attack.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.Pixels;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.recognizer.training.TrainingConfig;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attack can take what its reach says, and no more; what it takes is counted. */
class WithinAccessTest {

    private static final int PEOPLE = 4;

    private Compute compute;
    private TrainedRecognizer recognizer;
    private NDArray faces;
    private RandomGenerator random;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        recognizer = TrainedRecognizer.blank(
                new RecognizerCard(
                        "blank",
                        "trained",
                        "for tests",
                        new RecognizerCard.Asset("", ""),
                        Digest.of("blank"),
                        Crop.ARCFACE64,
                        16,
                        "residual",
                        "nobody",
                        "none",
                        List.of(),
                        Map.of()),
                new TrainingConfig("residual", 64, 16, "softmax", 1, 1, .1, 0, 0, false, 1),
                PEOPLE,
                new Pixels(),
                compute,
                new Seed(1));
        faces = compute.manager().full(new Shape(2, 3, 64, 64), 100f);
        random = new Seed(2).generator();
    }

    @AfterEach
    void close() {
        recognizer.close();
        compute.close();
    }

    @Test
    void theNameIsThatOfTheBestScore() {
        NDArray scores = target(AttackerAccess.SCORES).scores(faces, random);
        int[] labels = target(AttackerAccess.LABEL_ONLY).labels(faces, random);

        assertThat(scores.getShape()).isEqualTo(new Shape(2, PEOPLE));
        assertThat(labels).containsExactly((int) scores.argMax(1).getLong(0), (int)
                scores.argMax(1).getLong(1));
    }

    @Test
    void oneWhoHearsNamesHearsNoScores() {
        assertThatThrownBy(() -> target(AttackerAccess.LABEL_ONLY).scores(faces, random))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an attack that has label-only asked for scores");
    }

    @Test
    void oneWhoHoldsDataHasNobodyToAsk() {
        assertThatThrownBy(() -> target(AttackerAccess.LEAKED_DATA).labels(faces, random))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> target(AttackerAccess.LEAKED_DATA).embed(faces, random))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scoresWithoutTheRecognizerCarryNoGradient() {
        NDArray leaf = Gradients.leaf(faces);

        assertThat(target(AttackerAccess.SCORES).scores(leaf, random).hasGradient())
                .isFalse();
        assertThatThrownBy(() -> target(AttackerAccess.SCORES).gradient(leaf.sum(), leaf))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoeverHoldsTheRecognizerHasItsGradientAndEveryFaceIsCounted() {
        WithinAccess target = target(AttackerAccess.WHITE_BOX);
        NDArray leaf = Gradients.leaf(faces);

        NDArray gradient =
                target.gradient(target.scores(leaf, random).get(":, 0").sum(), leaf);

        assertThat(gradient.getShape()).isEqualTo(faces.getShape());
        assertThat(gradient.abs().sum().getFloat()).isPositive();
        assertThat(target.queries()).isEqualTo(2);
        assertThat(target.backward()).isEqualTo(2);
    }

    private WithinAccess target(AttackerAccess reach) {
        return new WithinAccess(recognizer, reach, PEOPLE, 64);
    }
}
