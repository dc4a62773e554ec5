package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TipImTest {

    private static final List<FaceImage> FACES = SyntheticFaces.of(5, 1);
    private static final List<FaceImage> TARGETS = SyntheticFaces.of(3, 2);

    private Compute compute;
    private LinearRecognizer surrogate;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu", 2);
        surrogate = new LinearRecognizer("linear", 1, compute);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void leadsEveryFaceToATarget() {
        List<FaceImage> protectedOne = new TipIm(paper(20)).protect(FACES, context(FACES));

        for (int i = 0; i < FACES.size(); i++) {
            FaceImage mask = protectedOne.get(i);
            double own = similarity(mask, FACES.get(i));
            double nearest = TARGETS.stream()
                    .mapToDouble(target -> similarity(mask, target))
                    .max()
                    .orElseThrow();
            assertThat(nearest).isGreaterThan(own);
        }
    }

    @Test
    void movesNoPixelBeyondItsBudget() {
        List<FaceImage> protectedOne = new TipIm(paper(20)).protect(FACES, context(FACES));

        for (int i = 0; i < FACES.size(); i++) {
            for (int k = 0; k < protectedOne.get(i).pixels().length; k++) {
                assertThat(Math.abs(
                                protectedOne.get(i).pixels()[k] - FACES.get(i).pixels()[k]))
                        .isLessThanOrEqualTo(12);
            }
        }
    }

    @Test
    void theFirstPaperStepMovesEveryValueByOneAndAHalf() {
        FaceImage protectedOne =
                new TipIm(paper(1)).protect(FACES, context(FACES)).get(0);

        for (int k = 0; k < protectedOne.pixels().length; k++) {
            float from = FACES.get(0).pixels()[k];
            if (from >= 2 && from <= 253) {
                assertThat(Math.abs(protectedOne.pixels()[k] - from)).isCloseTo(1.5f, within(1e-4f));
            }
        }
    }

    @Test
    void aFaceGetsTheSameMaskAloneAndAmongOthers() {
        List<FaceImage> together = new TipIm(repo()).protect(FACES, context(FACES));
        int equal = 0;
        int values = 0;
        for (int i = 0; i < FACES.size(); i++) {
            List<FaceImage> one = List.of(FACES.get(i));
            float[] alone = new TipIm(repo())
                    .protect(one, context(one))
                    .get(0)
                    .quantized()
                    .pixels();
            float[] among = together.get(i).quantized().pixels();
            for (int k = 0; k < alone.length; k++) {
                equal += alone[k] == among[k] ? 1 : 0;
                values++;
            }
        }
        assertThat(equal / (double) values).isGreaterThanOrEqualTo(.999);
    }

    @Test
    void aPhotoAloneSharesItsTargetsOutOverTheCoresAndGetsTheSameMask() {
        List<FaceImage> one = FACES.subList(0, 1);
        DefenseContext shared = context(one);
        DefenseContext whole = context(one);

        float[] ours = new TipIm(repo()).protect(one, shared).get(0).pixels();
        // A lane is one core: nothing to share out.
        Callable<List<FaceImage>> inALane = () -> new TipIm(repo()).protect(one, whole);
        float[] plain = compute.sideBySide(2, List.of(inALane)).get(0).get(0).pixels();

        int equal = 0;
        for (int k = 0; k < ours.length; k++) {
            equal += Math.rint(ours[k]) == Math.rint(plain[k]) ? 1 : 0;
        }
        assertThat(equal / (double) ours.length).isGreaterThanOrEqualTo(.999);
        assertThat(new TipIm(repo()).protect(one, context(one)).get(0).pixels()).isEqualTo(ours);
        // Of 10 iterations, each share sees the photo once for itself; the work is otherwise the same.
        int shares = Math.min(compute.lanes(), TARGETS.size());
        assertThat(shared.surrogates().forward() - whole.surrogates().forward()).isEqualTo(10L * (shares - 1));
        assertThat(shared.surrogates().backward())
                .isEqualTo(whole.surrogates().backward())
                .isEqualTo(10L * 3);
    }

    /** Two targets, three images: gains by target and image, chosen by eye. */
    @Test
    void everyImageKeepsTheTargetThatGainsMostAndTheFirstAmongEquals() {
        NDArray gains = compute.manager().create(new float[] {.1f, .9f, .5f, .2f, .3f, .5f}, new Shape(2, 3));

        assertThat(TipIm.best(gains)).containsExactly(1, 0, 0);
    }

    /** Distances 2 to the original; 1, 0.5 and 3 to three targets: exponents 1, 1.5 and -1. */
    @Test
    void theGainsAreThoseOfThePaper() {
        NDArray own = compute.manager().create(new float[] {2});
        NDArray targets = compute.manager().create(new float[] {1, .5f, 3}, new Shape(1, 3));

        assertThat((double) Gain.MAX.of(own, targets).getFloat()).isCloseTo(Math.log1p(Math.exp(1.5)), within(1e-5));
        assertThat((double) Gain.MIN.of(own, targets).getFloat()).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-5));
        assertThat((double) Gain.SUM.of(own, targets).getFloat())
                .isCloseTo(Math.log1p(Math.exp(1) + Math.exp(1.5) + Math.exp(-1)), within(1e-5));
    }

    /** For unit vectors at a right angle: ||a - b||^2 = 2. */
    @Test
    void theDistancesDifferAsPaperAndCodeDo() {
        NDArray a = compute.manager().create(new float[] {1, 0, 0, 0}, new Shape(1, 4));
        NDArray b = compute.manager().create(new float[] {0, 1, 0, 0}, new Shape(1, 4));

        assertThat(Distance.SQUARED_L2.between(a, b).getFloat(0)).isEqualTo(2);
        assertThat(Distance.MEAN_SQUARED.between(a, b).getFloat(0)).isEqualTo(.5f);
        assertThat(Distance.L2.between(a, b).getFloat(0)).isCloseTo(1.41421f, within(1e-5f));
    }

    @Test
    void aLargerNaturalnessWeightChangesTheMaskButNotItsBudget() {
        Defense natural = new TipIm(new TipIm.Params(
                12 / 255.,
                1.5 / 255,
                5,
                Norm.L2,
                1,
                Distance.MEAN_SQUARED,
                Distance.L2,
                Gain.MAX,
                3,
                5,
                Diversity.NONE));

        assertThat(natural.group()).isEqualTo(5);
        assertThat(natural.protect(FACES, context(FACES)).get(0).pixels())
                .isNotEqualTo(new TipIm(paper(5))
                        .protect(FACES, context(FACES))
                        .get(0)
                        .pixels());
    }

    @Test
    void countsWhatItAsksOfItsSurrogates() {
        DefenseContext context = context(FACES);
        new TipIm(paper(2)).protect(FACES, context);

        // Originals and targets once; each of 2 iterations 5 images and their 3 candidates.
        assertThat(context.surrogates().forward()).isEqualTo(5 + 3 + 2 * (5 + 15));
        assertThat(context.surrogates().backward()).isEqualTo(2 * 5 * 3);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> params(12, 1.5 / 255, 50, 0, 1)).hasMessageContaining("write 8/255, not 8");
        assertThatThrownBy(() -> params(12 / 255., 1.5, 50, 0, 1)).hasMessageContaining("write 1.5/255, not 1.5");
        assertThatThrownBy(() -> params(12 / 255., 1.5 / 255, 0, 0, 1)).hasMessageContaining("at least 1, got 0");
        assertThatThrownBy(() -> params(12 / 255., 1.5 / 255, 50, 1, 1)).hasMessageContaining("at least 2");
    }

    private double similarity(FaceImage one, FaceImage other) {
        return surrogate
                .embed(List.of(one))
                .get(0)
                .similarity(surrogate.embed(List.of(other)).get(0));
    }

    private static TipIm.Params paper(int iterations) {
        return params(12 / 255., 1.5 / 255, iterations, 0, 1);
    }

    private static TipIm.Params params(double epsilon, double step, int iterations, double gamma, int group) {
        return new TipIm.Params(
                epsilon,
                step,
                iterations,
                Norm.LINF,
                1,
                Distance.SQUARED_L2,
                Distance.SQUARED_L2,
                Gain.MAX,
                gamma,
                group,
                Diversity.NONE);
    }

    private static TipIm.Params repo() {
        return new TipIm.Params(
                12 / 255.,
                .18 / 255,
                10,
                Norm.L2,
                1,
                Distance.MEAN_SQUARED,
                Distance.L2,
                Gain.MAX,
                0,
                1,
                Diversity.AFFINE);
    }

    private DefenseContext context(List<FaceImage> originals) {
        List<RandomGenerator> randoms = originals.stream()
                .map(face -> new Seed(1).derive(face.digest().hex()).generator())
                .toList();
        return new DefenseContext(new Surrogates(List.of(surrogate), compute), TARGETS, randoms);
    }
}
