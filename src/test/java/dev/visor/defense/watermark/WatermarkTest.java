package dev.visor.defense.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Budget;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A watermark on small faces of noise, which cost little to train on; real faces have a test of their own. */
class WatermarkTest {

    private static final double EPSILON = 12 / 255.;

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void theSameSeedTrainsTheSameWeightsAndAnotherSeedOthers() {
        assertThat(train(plain(3), 1, Checkpoints.none())).isEqualTo(train(plain(3), 1, Checkpoints.none()));
        assertThat(train(plain(3), 2, Checkpoints.none())).isNotEqualTo(train(plain(3), 1, Checkpoints.none()));
    }

    @Test
    void aTrainingThatWasCutEndsWithTheSameWeights() {
        byte[] whole = train(plain(150), 1, Checkpoints.none());
        List<byte[]> saved = new ArrayList<>();

        assertThatThrownBy(() -> train(plain(150), 1, new Checkpoints() {
                    @Override
                    public Optional<byte[]> load() {
                        return Optional.empty();
                    }

                    @Override
                    public void save(byte[] checkpoint) {
                        saved.add(checkpoint);
                        if (saved.size() == 1) {
                            throw new IllegalStateException("the power fails");
                        }
                    }
                }))
                .hasMessage("the power fails");
        byte[] resumed = train(plain(150), 1, new Checkpoints() {
            @Override
            public Optional<byte[]> load() {
                return Optional.of(saved.get(0));
            }

            @Override
            public void save(byte[] checkpoint) {}
        });

        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void aMarkStaysWithinItsBudgetAndDependsOnItsOwnFaceAlone() {
        Watermark trained = plain(3).trained(train(plain(3), 1, Checkpoints.none()));
        List<FaceImage> faces = SyntheticFaces.of(3, 5);
        List<boolean[]> words = Collections.nCopies(3, trained.codeword(new SubjectId("somebody")));

        List<FaceImage> together = trained.marked(faces, words, nobody());

        assertThat(trained.budget()).contains(new Budget(EPSILON));
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < faces.get(i).pixels().length; k++) {
                assertThat(Math.abs(together.get(i).pixels()[k] - faces.get(i).pixels()[k]))
                        .isLessThanOrEqualTo((float) (255 * EPSILON) + 1e-3f);
            }
            assertThat(trained.marked(faces.subList(i, i + 1), words.subList(i, i + 1), nobody())
                            .get(0)
                            .pixels())
                    .isEqualTo(together.get(i).pixels());
        }
    }

    @Test
    void codewordsFollowFromKeyAndNameAndAreFair() {
        Watermark one = plain(1);

        assertThat(one.codeword(new SubjectId("Ada"))).isEqualTo(plain(9).codeword(new SubjectId("Ada")));
        assertThat(one.codeword(new SubjectId("Ada"))).isNotEqualTo(one.codeword(new SubjectId("Bob")));
        int set = 0;
        for (int person = 0; person < 100; person++) {
            for (boolean bit : one.codeword(new SubjectId("person " + person))) {
                set += bit ? 1 : 0;
            }
        }
        // Three standard deviations of 3,000 fair draws.
        assertThat(set).isBetween(1500 - 83, 1500 + 83);
    }

    @Test
    void withDodgingTheMarkLeadsSurrogatesAstrayAndWithoutItDoesNot() {
        List<DifferentiableRecognizer> surrogates =
                List.of(new LinearRecognizer("one", 1, compute), new LinearRecognizer("two", 2, compute));

        double plain = similarity(dodging(150, 0, 0), surrogates);
        double meta = similarity(dodging(150, 3, .001), surrogates);
        double together = similarity(dodging(150, 3, 0), surrogates);

        assertThat(plain).isGreaterThan(.9);
        assertThat(meta).isLessThan(plain - .15);
        assertThat(together).isLessThan(plain - .15);
    }

    @Test
    void whatOnlyMattersWhenItIsTracedDoesNotChangeTheRecipe() {
        assertThat(plain(5).recipe()).isEqualTo(plain(5).recipe()).isNotEqualTo(plain(6).recipe());
        Watermark other = new Watermark(new Watermark.Plain(30, EPSILON, 7, 500, 1e-3, 5, 8, 2e-3, .005, 1, 1));

        assertThat(other.recipe()).isEqualTo(plain(5).recipe());
    }

    @Test
    void aFaceOfAnotherSideIsRefused() {
        assertThatThrownBy(() -> plain(1).train(
                                SyntheticFaces.of(1, 1, 20), nobody(), new Seed(1), Checkpoints.none(), epoch -> {}))
                .hasMessage("a watermark wants square faces whose side is a multiple of 16 pixels, got 20 x 20");
    }

    private static double similarity(Watermark watermark, List<DifferentiableRecognizer> surrogates) {
        Surrogates asked = new Surrogates(surrogates, compute);
        byte[] weights = watermark.train(SyntheticFaces.of(40, 7), asked, new Seed(1), Checkpoints.none(), epoch -> {});
        List<FaceImage> unseen = SyntheticFaces.of(10, 8);
        List<boolean[]> words = Collections.nCopies(10, watermark.codeword(new SubjectId("somebody")));
        List<FaceImage> marked = watermark.trained(weights).marked(unseen, words, asked);
        double sum = 0;
        try (NDManager memory = compute.manager().newSubManager()) {
            for (DifferentiableRecognizer surrogate : surrogates) {
                NDArray before = surrogate.embed(Faces.stack(memory, unseen));
                NDArray after = surrogate.embed(Faces.stack(memory, marked));
                sum += before.mul(after).sum().getFloat() / 10;
            }
        }
        return sum / surrogates.size();
    }

    private static Watermark plain(int steps) {
        return new Watermark(new Watermark.Plain(30, EPSILON, 1, 1000, 1e-3, steps, 8, 2e-3, .005, 1, 1));
    }

    private static Watermark dodging(int steps, double weight, double innerRate) {
        return new Watermark(
                new Watermark.Dodging(30, EPSILON, 1, 1000, 1e-3, steps, 8, 2e-3, .002, .5, 1, weight, .1, innerRate));
    }

    private static byte[] train(Watermark watermark, long seed, Checkpoints checkpoints) {
        return watermark.train(SyntheticFaces.of(10, 3), nobody(), new Seed(seed), checkpoints, epoch -> {});
    }

    private static Surrogates nobody() {
        return new Surrogates(List.of(), compute);
    }
}
