package dev.visor.attack.inversion.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.AnalyticTarget;
import dev.visor.attack.inversion.LastLayer;
import dev.visor.attack.inversion.LogOdds;
import dev.visor.attack.inversion.SoftFaces;
import dev.visor.attack.inversion.decoder.Cgan.Condition;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Reclaimed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CganTest {

    private static final int SIDE = 16;
    private static final int PEOPLE = 6;
    private static final List<FaceImage> PRIVATE = SoftFaces.of(PEOPLE, 1, SIDE, 1);
    private static final List<FaceImage> PUBLIC = SoftFaces.of(150, 1, SIDE, 2);

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
    void withoutAGradientFacesScoreHigherThanTheBestOfAsManyPhotos() {
        AnalyticTarget target = new AnalyticTarget(AttackerAccess.SCORES, PRIVATE);
        List<Reconstruction> photos =
                IntStream.range(0, PEOPLE).mapToObj(CganTest::bestPhoto).toList();

        for (Condition condition : Condition.values()) {
            assertThat(odds(attack(target, black(condition, 30)))).isGreaterThan(odds(photos) + 1);
        }
        assertThat(target.differentiated()).isZero();
    }

    /** Of eight random ones. */
    private static Reconstruction bestPhoto(int person) {
        return PUBLIC.subList(8 * person, 8 * person + 8).stream()
                .map(photo -> Reconstruction.of(person, photo))
                .max(Comparator.comparing(photo -> odds(List.of(photo))))
                .orElseThrow();
    }

    @Test
    void withTheGradientTheyScoreHigherStill() {
        AnalyticTarget target = new AnalyticTarget(AttackerAccess.WHITE_BOX, PRIVATE);

        double white = odds(attack(target, white(30)));
        double black = odds(attack(target, black(Condition.EMBEDDING, 30)));

        assertThat(white).isGreaterThan(black + .5);
        assertThat(target.differentiated()).isPositive();
    }

    /** Of all that both networks are taught by: no graph holds a number that Java takes back. */
    @Test
    void slopesOfBothNetworksOutliveAGarbageCollection() {
        float[] slope = slope(() -> {});

        assertThat(slope(Reclaimed::memory)).isEqualTo(slope);
        assertThat(slope).doesNotContain(Float.NaN);
    }

    private static float[] slope(Runnable meanwhile) {
        boolean recording = JniUtils.isGradMode();
        try (NDManager scope = compute.manager().newSubManager()) {
            ConditionSpace space = ConditionSpace.of(
                    new AnalyticTarget(AttackerAccess.WHITE_BOX, PRIVATE),
                    Condition.EMBEDDING,
                    PUBLIC,
                    new SplittableRandom(1),
                    scope);
            LinearInversion linear = LinearInversion.of(space.conditions(), PUBLIC, scope);
            try (ConditionalGan nets = new ConditionalGan(linear, 4, new SplittableRandom(2), scope)) {
                NDArray conditions = Gradients.leaf(scope.create(Arrays.copyOf(space.conditions(), 2)));
                NDArray faces = nets.faces(conditions);
                NDArray loss = nets.real(faces, conditions).square().sum().add(faces.mean());
                meanwhile.run();
                return Gradients.of(loss, conditions, false).toFloatArray();
            }
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    @Test
    void aPersonIsGuessedToBeWhereTheRecognizersLastLayerHasThePrototype() {
        try (NDManager scope = compute.manager().newSubManager()) {
            LastLayer target = new LastLayer();
            ConditionSpace space =
                    ConditionSpace.of(target, Condition.EMBEDDING, PUBLIC, new SplittableRandom(1), scope);
            for (int person = 0; person < PEOPLE; person++) {
                float[] guess = space.guess(person, 1, 0, new SplittableRandom(1));

                // What all scores have in common no score tells: prototypes are known but for their mean.
                assertThat(cosine(target.embedding(space, guess, scope), target.prototypeLessMean(person)))
                        .isGreaterThan(.99);
            }
        }
    }

    private static double cosine(float[] a, double[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < b.length; i++) {
            product += a[i] * b[i];
            first += a[i] * a[i];
            second += b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void theRegressionThatItStartsWithIsExactWhereFacesAreLinearInAnswers() {
        List<FaceImage> faces = PUBLIC.subList(0, 40);
        float[][] conditions = new float[40][40];
        for (int i = 0; i < 40; i++) {
            Arrays.fill(conditions[i], -1 / 40f);
            conditions[i][i] += 1;
        }
        try (NDManager scope = compute.manager().newSubManager()) {
            LinearInversion linear = LinearInversion.of(conditions, faces, scope);
            List<FaceImage> back = Faces.unstack(linear.faces(scope.create(conditions)));

            // Held small by the ridge of 2 %: back by a 51st less than all the way from the mean.
            for (int i = 0; i < 40; i++) {
                assertThat(SoftFaces.error(back.get(i), faces.get(i))).isLessThan(2);
            }
        }
    }

    @Test
    void asksAboutEachPhotoAndEachGuessOnce() {
        AnalyticTarget target = new AnalyticTarget(AttackerAccess.SCORES, PRIVATE);
        attack(target, black(Condition.SCORES, 1));

        assertThat(target.asked()).isEqualTo(PUBLIC.size() + PEOPLE * 8);
    }

    @Test
    void nothingOfAnAttackStaysInMemory() {
        int before = compute.manager().getManagedArrays().size();
        attack(new AnalyticTarget(AttackerAccess.WHITE_BOX, PRIVATE), white(3));

        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    private static Cgan.Params black(Condition condition, int steps) {
        return new Cgan.Params(false, condition, 150, 4, steps, 8, 3e-3, .02, 0, 8, .7, 1.3, .3, 0);
    }

    private static Cgan.Params white(int steps) {
        return new Cgan.Params(true, Condition.EMBEDDING, 150, 4, steps, 8, 3e-3, .02, .3, 8, .7, 1.3, .3, 5);
    }

    private static List<Reconstruction> attack(AnalyticTarget target, Cgan.Params params) {
        InversionTask task = new InversionTask(
                target,
                Optional.empty(),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> new Wanted(i, OptionalInt.empty()))
                        .toList(),
                2,
                PUBLIC,
                Optional.empty(),
                Optional.empty(),
                1,
                compute,
                new Seed(5),
                line -> {});
        Callable<List<Reconstruction>> attack = () -> new Cgan(params).run(task);
        List<Reconstruction> all = compute.sideBySide(2, List.of(attack)).get(0);
        assertThat(all).extracting(Reconstruction::person).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        return all;
    }

    /** Mean logarithm of the odds of who it is meant to be. */
    private static double odds(List<Reconstruction> all) {
        AnalyticTarget judge = new AnalyticTarget(AttackerAccess.SCORES, PRIVATE);
        double sum = 0;
        for (Reconstruction one : all) {
            try (NDManager scope = compute.manager().newSubManager()) {
                NDArray scores = judge.scores(Faces.stack(scope, List.of(one.face())), new SplittableRandom(1));
                sum += LogOdds.of(scores, new int[] {one.person()}).getFloat(0);
            }
        }
        return sum / all.size();
    }
}
