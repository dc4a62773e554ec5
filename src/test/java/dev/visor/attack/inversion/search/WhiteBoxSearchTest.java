package dev.visor.attack.inversion.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.LinearTarget;
import dev.visor.attack.inversion.LogOdds;
import dev.visor.attack.inversion.Waves;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.attack.inversion.gan.FaceGan;
import dev.visor.attack.inversion.gan.Gmi;
import dev.visor.attack.inversion.gan.LatentSpace;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MI-Face and GMI on targets whose answers are known. */
class WhiteBoxSearchTest {

    private static final int PEOPLE = 4;
    private static final List<FaceImage> PUBLIC = Waves.faces(60, 8, 1);
    private static final AuxiliaryFaces ROWS = AuxiliaryFaces.of(PUBLIC, 1, "a test");
    private static final float[] PUBLIC_ROW = ROWS.rows().get(0);
    private static final Gmi.Params GMI = new Gmi.Params(30, 2, 1, .01, .9, 100, 2, 6, 20);

    private static Compute compute;
    private static byte[] prior;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
        prior = Waves.learn(new Gmi(GMI).prior().orElseThrow(), PUBLIC, compute, new Seed(1));
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void inPixelsTheCostMovesAsItsGradientPromises() {
        assertGradient(new PixelSpace(ROWS.mean(), Waves.SIDE, 1, 0));
    }

    @Test
    void inComponentsTheCostMovesAsItsGradientPromises() {
        EigenFaces faces = EigenFaces.of(ROWS, 6, new SplittableRandom(1), compute.manager());
        try (ComponentSpace space = new ComponentSpace(faces, Waves.SIDE, 1, .3, compute.manager())) {
            assertGradient(space);
        }
    }

    @Test
    void inLatentsTheCostMovesAsItsGradientPromises() {
        try (LatentSpace space = new LatentSpace(FaceGan.decode(prior, compute.manager()), 1)) {
            assertGradient(space);
        }
    }

    /** Central differences along the gradient, of three points at once. */
    private static void assertGradient(FaceSpace space) {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 1));
        int[] people = {0, 2, 3};
        RandomGenerator random = new SplittableRandom(8);
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray points = Gradients.leaf(
                    WhiteBoxSearch.rows(List.of(space.start(random), space.start(random), space.start(random)), scope));
            NDArray gradient = target.gradient(cost(target, space, points, people), points);
            JniUtils.setGradMode(false);
            double squares = gradient.square().sum().getFloat();
            assertThat(squares).isPositive();
            double step = .02 / Math.sqrt(squares);
            double up =
                    cost(target, space, points.add(gradient.mul(step)), people).getFloat();
            double down =
                    cost(target, space, points.sub(gradient.mul(step)), people).getFloat();

            assertThat((up - down) / (2 * step * squares)).isEqualTo(1, within(.02));
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    private static NDArray cost(LinearTarget target, FaceSpace space, NDArray points, int[] people) {
        return new WhiteBoxSearch(1, 1, 3, 0).cost(space, points, odds(target, space, points, people));
    }

    private static NDArray odds(LinearTarget target, FaceSpace space, NDArray points, int[] people) {
        return LogOdds.of(target.scores(space.faces(points), new SplittableRandom(1)), people);
    }

    @Test
    void aPointsWorthIsTheLogarithmOfItsPersonsOdds() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 1));
        FaceSpace space = new PixelSpace(ROWS.mean(), Waves.SIDE, 1, 0);
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray points = WhiteBoxSearch.rows(List.of(PUBLIC_ROW, PUBLIC_ROW), scope);
            float[] own = odds(target, space, points, new int[] {1, 3}).toFloatArray();
            float[] scores = target.judged(space.faces(points)).toFloatArray();

            assertThat(own[0]).isEqualTo((float) odds(Math.exp(scores[1])), within(1e-3f));
            assertThat(own[1]).isEqualTo((float) odds(Math.exp(scores[3])), within(1e-3f));
        }
    }

    private static double odds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    @Test
    void miFaceRecoversTheTemplateThatALinearTargetKeeps() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 1));

        List<Reconstruction> found = new MiFace(new MiFace.Pixels(60, 8, .9, 0))
                .run(Waves.task(target, 2, PUBLIC, Optional.empty(), 1, compute));

        assertThat(found).hasSize(2 * PEOPLE);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).person()).isEqualTo(i / 2);
            assertThat(Waves.likeness(found.get(i).face(), i / 2)).isGreaterThan(.8);
        }
        assertThat(target.scored()).as("each step, and the last point").isEqualTo(61 * 2 * PEOPLE);
    }

    @Test
    void miFaceAmongEigenfacesRecoversItToo() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 1));

        List<Reconstruction> found = new MiFace(new MiFace.Components(8, 60, .5, .9, .1))
                .run(Waves.task(target, 1, PUBLIC, Optional.empty(), 1, compute));

        for (int person = 0; person < PEOPLE; person++) {
            FaceImage face = found.get(person).face();
            assertThat(IntStream.range(0, PEOPLE).boxed().max(Comparator.comparingDouble(k -> Waves.likeness(face, k))))
                    .contains(person);
            // A weak wave of his own counts less than being unlike the others, whose waves vary more.
            assertThat(Waves.likeness(face, person)).isGreaterThan(.6);
        }
    }

    @Test
    void gmiMakesTheTargetSurerThanTheSameAttackOnATargetThatKnowsNobody() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 2));
        LinearTarget blank = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, strangers());
        Optional<byte[]> generator = Optional.of(prior);

        double attacked = sureness(target, new Gmi(GMI).run(Waves.task(target, 2, PUBLIC, generator, 1, compute)));
        double baseline = sureness(target, new Gmi(GMI).run(Waves.task(blank, 2, PUBLIC, generator, 1, compute)));

        assertThat(attacked).isGreaterThan(.9);
        assertThat(baseline).isLessThan(.5);
    }

    @Test
    void whereAnswersAreDrawnStepsAndJudgmentsAreMeansOfTwentyDraws() {
        LinearTarget target = noisy(.1, true);

        new MiFace(new MiFace.Pixels(10, 8, .9, 0)).run(Waves.task(target, 1, PUBLIC, Optional.empty(), 1, compute));

        // Two draws at each of the steps and at the last point, as a momentum of .9 averages ten; then six points
        // twenty times.
        assertThat(target.scored()).isEqualTo(PEOPLE * (2 * 11 + 20 * 6));
    }

    @Test
    void aLuckyDrawIsNoFind() {
        double averaged = trueOdds(found(noisy(20, true)));
        double lucky = trueOdds(found(noisy(20, false)));

        assertThat(averaged).isGreaterThan(lucky + 1);
    }

    private static List<Reconstruction> found(LinearTarget target) {
        return new MiFace(new MiFace.Pixels(20, 8, .9, 0))
                .run(Waves.task(target, 4, PUBLIC, Optional.empty(), 1, compute));
    }

    private static LinearTarget noisy(double noise, boolean draws) {
        return new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 1), noise, draws);
    }

    /** Mean logarithm of the odds of whom each is meant to be, without noise. */
    private static double trueOdds(List<Reconstruction> found) {
        LinearTarget plain = noisy(0, false);
        double sum = 0;
        try (NDManager scope = compute.manager().newSubManager()) {
            for (Reconstruction one : found) {
                NDArray scores = plain.judged(Faces.stack(scope, List.of(one.face())));
                sum += LogOdds.of(scores, new int[] {one.person()}).getFloat(0) / found.size();
            }
        }
        return sum;
    }

    @Test
    void theBudgetIsAShareOfTheStepsAndEqualSeedsGiveEqualFaces() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 2));
        Optional<byte[]> generator = Optional.of(prior);

        List<Reconstruction> one = new Gmi(GMI).run(Waves.task(target, 1, PUBLIC, generator, .1, compute));
        List<Reconstruction> two = new Gmi(GMI).run(Waves.task(target, 1, PUBLIC, generator, .1, compute));

        assertThat(target.scored()).isEqualTo(2 * 4 * 2 * PEOPLE);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).face().pixels()).isEqualTo(two.get(i).face().pixels());
        }
    }

    @Test
    void nothingOfAnAttackStays() {
        LinearTarget target = new LinearTarget(AttackerAccess.WHITE_BOX, Waves.SIDE, Waves.templates(PEOPLE, 2));
        Optional<byte[]> generator = Optional.of(prior);
        int before = compute.manager().getManagedArrays().size();

        new Gmi(GMI).run(Waves.task(target, 1, PUBLIC, generator, .05, compute));
        new MiFace(new MiFace.Components(8, 2, .5, .9, .1))
                .run(Waves.task(target, 1, PUBLIC, Optional.empty(), 1, compute));

        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    /** Mean probability of whom each is meant to be. */
    private static double sureness(LinearTarget target, List<Reconstruction> found) {
        double sum = 0;
        try (NDManager scope = compute.manager().newSubManager()) {
            for (Reconstruction one : found) {
                float[] scores =
                        target.judged(Faces.stack(scope, List.of(one.face()))).toFloatArray();
                sum += Math.exp(scores[one.person()]) / found.size();
            }
        }
        return sum;
    }

    private static float[][] strangers() {
        float[][] strangers = new float[PEOPLE][];
        try (NDManager scope = compute.manager().newSubManager()) {
            for (int i = 0; i < PEOPLE; i++) {
                strangers[i] = Gaussian.values(scope, new Shape(3 * Waves.PLANE), .1, new SplittableRandom(90 + i))
                        .toFloatArray();
            }
        }
        return strangers;
    }
}
