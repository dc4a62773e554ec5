package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.defense.perturbation.Screen.Standing;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TipImFastTest {

    private static final List<FaceImage> FACES = SyntheticFaces.of(5, 1);
    private static final List<FaceImage> TARGETS = SyntheticFaces.of(6, 2);

    private Compute compute;
    private LinearRecognizer surrogate;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        surrogate = new LinearRecognizer("linear", 1, compute);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void withAllTargetsTriedItIsTheExactOneBitForBit() {
        for (List<FaceImage> faces : List.of(FACES, FACES.subList(0, 1))) {
            List<FaceImage> exact = new TipIm(paper(6, 10).exact()).protect(faces, context(faces));
            List<FaceImage> fast = new TipImFast(paper(6, 10)).protect(faces, context(faces));

            for (int i = 0; i < faces.size(); i++) {
                assertThat(fast.get(i).pixels()).isEqualTo(exact.get(i).pixels());
            }
        }
    }

    @Test
    void withEveryRoundAFullOneItIsTheExactOneBitForBit() {
        List<FaceImage> exact = new TipIm(paper(1, 1).exact()).protect(FACES, context(FACES));
        List<FaceImage> fast = new TipImFast(paper(1, 1)).protect(FACES, context(FACES));

        for (int i = 0; i < FACES.size(); i++) {
            assertThat(fast.get(i).pixels()).isEqualTo(exact.get(i).pixels());
        }
    }

    /** Other sums of the same numbers may turn a choice that is a tie; then that photo differs, and no other. */
    @Test
    void aPhotoAloneGetsThePerturbationThatItGetsAmongOthers() {
        List<FaceImage> together = new TipImFast(paper(2, 5)).protect(FACES, context(FACES));
        int alike = 0;
        for (int i = 0; i < FACES.size(); i++) {
            List<FaceImage> one = List.of(FACES.get(i));
            FaceImage alone =
                    new TipImFast(paper(2, 5)).protect(one, context(one)).get(0);
            alike += equalShare(alone.quantized(), together.get(i).quantized()) > .999 ? 1 : 0;
        }
        assertThat(alike).isGreaterThanOrEqualTo(FACES.size() - 1);
    }

    private static double equalShare(FaceImage one, FaceImage other) {
        int equal = 0;
        for (int k = 0; k < one.pixels().length; k++) {
            equal += one.pixels()[k] == other.pixels()[k] ? 1 : 0;
        }
        return equal / (double) one.pixels().length;
    }

    /** Ten iterations, the first and the sixth full. */
    @Test
    void betweenFullRoundsItAsksForAsManyGradientsAsItTries() {
        DefenseContext context = context(FACES);
        new TipImFast(paper(1, 5)).protect(FACES, context);

        assertThat(context.surrogates().backward()).isEqualTo(5 * (2 * 6 + 8 * 1));
        // Originals and targets; the batch in each iteration; candidates in full rounds alone, as one has no rival.
        assertThat(context.surrogates().forward()).isEqualTo(5 + 6 + 10 * 5 + 2 * 6 * 5);
    }

    /**
     * Gradients (1, 0, 0) and (0, 2, 0), steps of -0.1 times each: losses change by -0.1 and -0.4, neither by the other's step. From
     * 0.5 and 0.7 above the distance to the original that leaves 0.4 and 0.7, or 0.5 and 0.3.
     */
    @Test
    void aGainIsPredictedFromGradientsAndStepsAsByHand() {
        try (NDManager manager = compute.manager().newSubManager();
                NDManager round = manager.newSubManager()) {
            Screen screen = new Screen(new Screening(1, 10), 1, 2, Gain.MAX);
            List<NDArray> gradients = List.of(
                    round.create(new float[] {1, 0, 0}, new Shape(1, 3, 1, 1)),
                    round.create(new float[] {0, 2, 0}, new Shape(1, 3, 1, 1)));
            Standing standing = new Standing(new float[] {.5f}, new float[] {1, 1.2f}, new double[] {1, 1});
            NDArray tenth = manager.create(.1f);
            UnaryOperator<NDArray> step = gradient -> gradient.mul(tenth).neg();
            List<int[]> both = List.of(new int[] {0}, new int[] {1});
            screen.learn(both, gradients, standing, step);

            double[] gains = screen.predicted(both, standing, step)[0];
            assertThat(gains[0]).isCloseTo(Math.log(1 + Math.exp(-.4)), within(1e-6));
            assertThat(gains[1]).isCloseTo(Math.log(1 + Math.exp(-.3)), within(1e-6));
            assertThat(screen.promising(standing, step)).containsExactly(new int[] {1});
        }
    }

    /** A step of a tenth of a pixel value; the distances of gain and loss differ in the code's settings. */
    @ParameterizedTest
    @EnumSource(Distance.class)
    void aPredictedChangeOfTheGainIsTheOneThatASmallStepMakes(Distance gainDistance) {
        try (NDManager manager = compute.manager().newSubManager();
                NDManager round = manager.newSubManager()) {
            Surrogates surrogates = new Surrogates(List.of(surrogate), compute);
            NDArray original = Faces.stack(manager, FACES.subList(0, 1));
            NDArray image = Faces.stack(round, FACES.subList(1, 2));
            Identities identities = new Identities(surrogates.recognizers(), original, Faces.stack(manager, TARGETS));
            Sight sight = Sight.of(surrogates, image, images -> images);
            Standing standing = identities.standing(sight.embeddings(), Distance.MEAN_SQUARED, gainDistance);
            List<Function<List<NDArray>, NDArray>> loss =
                    List.of(seen -> identities.identityLoss(seen, 2, Distance.MEAN_SQUARED));
            List<NDArray> gradient = sight.gradients(loss, Optional.empty());
            NDArray length = manager.create(new float[] {.1f}, new Shape());
            UnaryOperator<NDArray> step = g -> g.sign().mul(length).neg();
            Screen screen = new Screen(new Screening(1, 10), 1, 6, Gain.MAX);
            NDArray moved = image.add(step.apply(gradient.get(0)));
            double before = gain(identities, image, gainDistance);
            double after = gain(identities, moved, gainDistance);
            screen.learn(List.of(new int[] {2}), gradient, standing, step);

            double predicted = screen.predicted(List.of(new int[] {2}), standing, step)[0][0];
            assertThat(after).isGreaterThan(before);
            assertThat(predicted - before).isCloseTo(after - before, within(.1 * (after - before)));
        }
    }

    /** Towards target 2 alone. */
    private static double gain(Identities identities, NDArray image, Distance distance) {
        List<NDArray> seen = identities.judge(image.expandDims(0));
        double difference = identities.toTarget(seen, 2, distance).getFloat(0)
                - identities.toOriginals(seen, distance).getFloat(0);
        return Gain.MAX.of(new double[] {difference});
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> paper(0, 10)).hasMessageContaining("tried must be at least 1, got 0");
        assertThatThrownBy(() -> paper(1, 0)).hasMessageContaining("full_round_every must be at least 1, got 0");
    }

    private static TipImFast.Params paper(int tried, int every) {
        return new TipImFast.Params(
                12 / 255.,
                1.5 / 255,
                10,
                Norm.LINF,
                1,
                Distance.SQUARED_L2,
                Distance.SQUARED_L2,
                Gain.MAX,
                tried,
                every,
                Diversity.NONE);
    }

    private DefenseContext context(List<FaceImage> originals) {
        List<RandomGenerator> randoms = originals.stream()
                .map(face -> new Seed(1).derive(face.digest().hex()).generator())
                .toList();
        return new DefenseContext(new Surrogates(List.of(surrogate), compute), TARGETS, randoms);
    }
}
