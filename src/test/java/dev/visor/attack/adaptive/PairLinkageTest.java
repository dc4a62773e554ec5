package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.TrainingPair;
import dev.visor.core.Embedding;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A defense that lays a checkerboard over faces, before a tracker who has pairs of other people. */
class PairLinkageTest {

    private static final Seed SEED = new Seed(3);
    private static final List<TrainingPair> CLEAN = SmoothFaces.of(60, LinearRecognizer.SIDE);
    private static final List<TrainingPair> ALL = SmoothFaces.checkered(CLEAN, 60);
    private static final List<TrainingPair> HELD_OUT = ALL.subList(100, 120);

    private static Compute compute;
    private static LinearRecognizer model;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
        model = new LinearRecognizer("victim", 1, compute);
    }

    @AfterAll
    static void close() {
        model.close();
        compute.close();
    }

    @Test
    void aStudentWithoutPairsSeesWhatTheModelSees() {
        try (Recognizer untouched = student(0, ALL.subList(0, 1), SEED)) {
            for (TrainingPair pair : HELD_OUT) {
                Embedding seen = untouched.embed(List.of(pair.protectedFace())).get(0);
                assertThat(seen.similarity(
                                model.embed(List.of(pair.protectedFace())).get(0)))
                        .isGreaterThan(1 - 1e-6);
            }
        }
    }

    @Test
    void tenOfTheRightPairsLinkOtherPeopleBetterThanTheModelAndThanManyWrongPairs() {
        double blind = likeness(model, TrainingPair::protectedFace);
        try (Recognizer right = student(10, ALL.subList(0, 10), SEED);
                Recognizer wrong = student(100, brighter().subList(0, 100), SEED)) {
            assertThat(likeness(right, TrainingPair::protectedFace))
                    .as("most of what was lost comes back")
                    .isGreaterThan(blind + .8 * (1 - blind));
            assertThat(likeness(wrong, TrainingPair::protectedFace))
                    .as("pairs of another mechanism")
                    .isLessThan(blind);
        }
    }

    @Test
    void theModelStaysAsItIsAndNobodyMistakesOneForTheOther() {
        FaceImage face = HELD_OUT.get(0).protectedFace();
        float[] before = model.embed(List.of(face)).get(0).values();
        try (Recognizer student = student(4, ALL.subList(0, 4), SEED)) {
            assertThat(model.embed(List.of(face)).get(0).values()).isEqualTo(before);
            assertThat(student.card().id()).isEqualTo("victim");
            assertThat(student.card().digest()).isNotEqualTo(model.card().digest());
        }
    }

    @Test
    void equalSeedsGiveEqualBytes() {
        List<TrainingPair> two = ALL.subList(0, 4);
        assertThat(weights(4, two, SEED)).isEqualTo(weights(4, two, SEED)).isNotEqualTo(weights(4, two, new Seed(4)));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> params(-1, List.of(), List.of())).hasMessage("pairs must be at least 0, got -1");
        assertThatThrownBy(() -> new PairLinkage.Params(1, 0, List.of(), List.of()))
                .hasMessage("steps must be at least 1, got 0");
        assertThatThrownBy(() -> params(1, List.of("dim"), List.of("a")))
                .hasMessageStartingWith("surrogates must be empty");
    }

    /** Another mechanism: everything a little brighter. */
    private static List<TrainingPair> brighter() {
        return CLEAN.stream()
                .map(pair -> {
                    float[] pixels = pair.original().pixels().clone();
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] += 30;
                    }
                    return new TrainingPair(
                            pair.subject(),
                            pair.original(),
                            new FaceImage(LinearRecognizer.SIDE, LinearRecognizer.SIDE, pixels).quantized());
                })
                .toList();
    }

    private static PairLinkage.Params params(int pairs, List<String> of, List<String> surrogates) {
        return new PairLinkage.Params(pairs, 60, of, surrogates);
    }

    private static byte[] weights(int pairs, List<TrainingPair> known, Seed seed) {
        Callable<byte[]> training = () ->
                new PairLinkage(params(pairs, List.of(), List.of())).learn(model, known, compute, seed, epoch -> {});
        return compute.sideBySide(2, List.of(training)).get(0);
    }

    private static Recognizer student(int pairs, List<TrainingPair> known, Seed seed) {
        return new PairLinkage(params(pairs, List.of(), List.of())).load(weights(pairs, known, seed), model, compute);
    }

    /** Mean similarity to the original in the eyes of the model. */
    private static double likeness(Recognizer recognizer, Function<TrainingPair, FaceImage> seen) {
        return HELD_OUT.stream()
                .mapToDouble(pair -> {
                    Embedding embedding =
                            recognizer.embed(List.of(seen.apply(pair))).get(0);
                    return embedding.similarity(
                            model.embed(List.of(pair.original())).get(0));
                })
                .average()
                .orElseThrow();
    }
}
