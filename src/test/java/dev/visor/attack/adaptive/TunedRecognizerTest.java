package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.TrainingPair;
import dev.visor.core.Embedding;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.training.NetworkRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TunedRecognizerTest {

    private static final Seed SEED = new Seed(3);
    private static final List<TrainingPair> ALL = SmoothFaces.checkered(SmoothFaces.of(60, LinearRecognizer.SIDE), 60);
    private static final List<TrainingPair> KNOWN = ALL.subList(0, 100);
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
    void seesThroughTheDefenseOnOtherPeopleAndKeepsWhatItKnewOfCleanOnes() {
        try (NetworkRecognizer tuned = train(SEED)) {
            double blind = likeness(model, TrainingPair::protectedFace);

            assertThat(likeness(tuned, TrainingPair::protectedFace)).isGreaterThan(blind + .01);
            assertThat(likeness(tuned, TrainingPair::original)).isGreaterThan(.98);
        }
    }

    @Test
    void theModelStaysAsItIsAndNobodyMistakesOneForTheOther() {
        FaceImage face = HELD_OUT.get(0).protectedFace();
        float[] before = model.embed(List.of(face)).get(0).values();
        try (NetworkRecognizer tuned = train(SEED)) {
            assertThat(model.embed(List.of(face)).get(0).values()).isEqualTo(before);
            assertThat(tuned.embed(List.of(face)).get(0).values()).isNotEqualTo(before);
            assertThat(tuned.card().id()).isEqualTo("victim");
            assertThat(tuned.card().digest()).isNotEqualTo(model.card().digest());
        }
    }

    @Test
    void equalSeedsGiveEqualBytesAndStoredOnesWorkAlike() {
        try (NetworkRecognizer one = train(SEED);
                NetworkRecognizer same = train(SEED);
                NetworkRecognizer other = train(new Seed(4));
                NetworkRecognizer stored = TunedRecognizer.decode(one.weights(), model, compute)) {
            FaceImage face = HELD_OUT.get(0).protectedFace();

            assertThat(one.weights()).isEqualTo(same.weights()).isNotEqualTo(other.weights());
            assertThat(stored.embed(List.of(face)).get(0).values())
                    .isEqualTo(one.embed(List.of(face)).get(0).values());
            assertThat(stored.card()).isEqualTo(one.card());
        }
    }

    private static NetworkRecognizer train(Seed seed) {
        Callable<NetworkRecognizer> training = () -> TunedRecognizer.train(model, KNOWN, compute, seed, epoch -> {});
        return compute.sideBySide(2, List.of(training)).get(0);
    }

    /** Mean similarity to the original in the eyes of the model as it was. */
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
