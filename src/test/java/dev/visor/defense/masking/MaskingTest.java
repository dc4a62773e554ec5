package dev.visor.defense.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.DpSgdSteps;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.recognizer.training.TrainingBatch.Mix;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaskingTest {

    private static final int SIDE = 16;
    private static final int[] PEOPLE = {0, 1, 1, 2};

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
    void mixUpGivesTheMeanOfKPhotos() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(new MixUp(new MixUp.Params(3)), scope, 1)) {
            NDArray faces = faces(scope);

            TrainingBatch trainingBatch = masking.maskForTraining(faces, PEOPLE, 3, random(1));

            Mix mix = trainingBatch.mixes().get(2);
            assertThat(mix.members()).hasSize(3);
            NDArray expected = scope.zeros(faces.get(0).getShape());
            for (int i = 0; i < 3; i++) {
                expected.addi(faces.get(mix.members()[i]).div(127.5).sub(1).mul(mix.shares()[i]));
            }
            assertThat(apart(trainingBatch.inputs().get(2), expected)).isLessThan(1e-5f);
            assertThat(apart(masking.visualize(masking.maskForQuery(faces, random(1))), faces))
                    .isLessThan(1e-3f);
        }
    }

    @Test
    void instaHideKeepsTheSizeOfEveryValueAndTossesItsSign() {
        InstaHide defense = new InstaHide(new InstaHide.Params(2));
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(defense, scope, 1)) {
            NDArray faces = faces(scope);
            NDArray plain = PixelScale.toInput(faces);

            NDArray shown = masking.maskForQuery(faces, random(1));

            assertThat(masking.isRandomized()).isTrue();
            assertThat(apart(shown.abs(), plain.abs())).isZero();
            float kept = shown.sign()
                    .eq(plain.sign())
                    .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                    .mean()
                    .getFloat();
            // 3072 coins: the standard deviation is .009.
            assertThat(kept).isBetween(.45f, .55f);
            assertThat(apart(masking.maskForQuery(faces, random(2)), shown)).isGreaterThan(.5f);
        }
    }

    @Test
    void laplaceNoiseHasTheScaleThatItsEpsilonAsksFor() {
        DpNoise.Params params = new DpNoise.Params(5);
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(new DpNoise(params), scope, 1)) {
            NDArray gray = scope.ones(new Shape(20, 3, 32, 32)).mul(100);

            NDArray noise = masking.maskForQuery(gray, random(1))
                    .sub(PixelScale.toInput(gray))
                    .mul(127.5);

            // Mean absolute value 255 / 5, over 61,440 draws: the standard error is .2. Mean 0, with one of .3.
            assertThat(noise.abs().mean().getFloat()).isCloseTo(51, within(1f));
            assertThat(noise.mean().getFloat()).isCloseTo(0, within(1.2f));
            float beyond = noise.abs()
                    .gt(51)
                    .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                    .mean()
                    .getFloat();
            assertThat(beyond).isCloseTo((float) Math.exp(-1), within(.01f));
            assertThat(params.photoEpsilon(64)).isEqualTo(3 * 64 * 64 * 5);
        }
    }

    @Test
    void dpSgdLeavesPhotosAndBoundsSteps() {
        DpSgd defense = new DpSgd(new DpSgd.Params(1, .5));
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(defense, scope, 1)) {
            assertThat(defense.privateSteps()).contains(new DpSgdSteps(1, .5));
            assertThat(apart(masking.maskForQuery(faces(scope), random(1)), PixelScale.toInput(faces(scope))))
                    .isLessThan(1e-6f);
        }
    }

    @Test
    void augmentationMovesAndErasesWithoutMixing() {
        Augmentation still = new Augmentation(new Augmentation.Params(0, 0, 0));
        Augmentation lively = new Augmentation(new Augmentation.Params(.1, 1, .2));
        try (NDManager scope = compute.manager().newSubManager();
                Masking calm = masking(still, scope, 1);
                Masking masking = masking(lively, scope, 1)) {
            NDArray faces = faces(scope);

            List<FaceImage> turned = Faces.unstack(PixelScale.toPixels(
                    calm.maskForTraining(faces, PEOPLE, 3, random(1)).inputs()));
            TrainingBatch trainingBatch = masking.maskForTraining(faces, PEOPLE, 3, random(1));

            for (int i = 0; i < 4; i++) {
                FaceImage original = SyntheticFaces.of(4, 1, SIDE).get(i);
                assertThat(turned.get(i).quantized().pixels())
                        .isIn(original.pixels(), original.mirrored().pixels());
            }
            float gray = trainingBatch
                    .inputs()
                    .eq(0)
                    .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                    .mean()
                    .getFloat();
            assertThat(gray).isBetween(.02f, .25f);
            assertThat(trainingBatch.mixes())
                    .allSatisfy(mix -> assertThat(mix.members()).hasSize(1));
            assertThat(apart(masking.maskForQuery(faces, random(1)), PixelScale.toInput(faces)))
                    .isZero();
        }
    }

    @Test
    void anotherSeedIsAnotherSecretAndTheSameSeedTheSame() {
        FrequencyMask defense = new FrequencyMask(new FrequencyMask.Params(10, 2));
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray faces = faces(scope);
            NDArray one = masking(defense, scope, 1).maskForQuery(faces, random(1));

            assertThat(apart(masking(defense, scope, 1).maskForQuery(faces, random(2)), one))
                    .isZero();
            assertThat(apart(masking(defense, scope, 2).maskForQuery(faces, random(1)), one))
                    .isGreaterThan(.5f);
            assertThat(one.getShape()).isEqualTo(new Shape(4, 14, SIDE, SIDE));
        }
    }

    @Test
    void theSecretIsLostlessForWhoKnowsIt() {
        try (NDManager scope = compute.manager().newSubManager()) {
            ChannelSecret secret = new ChannelSecret(7, random(1));
            NDArray maps = scope.create(SyntheticFaces.of(1, 1, 7).get(0).pixels(), new Shape(1, 3, 7, 7))
                    .concat(scope.create(SyntheticFaces.of(1, 2, 7).get(0).pixels(), new Shape(1, 3, 7, 7)), 1)
                    .concat(scope.ones(new Shape(1, 1, 7, 7)), 1);

            NDArray hidden = secret.hide(maps, scope.ones(new Shape(1, 1, 7)));

            assertThat(apart(hidden, maps)).isGreaterThan(10);
            assertThat(apart(secret.reveal(hidden), maps)).isLessThan(1e-3f);
        }
    }

    @Test
    void everyMapOfEveryPhotoIsBroughtToTheSameStrengthUnlessItIsFlat() {
        try (NDManager scope = compute.manager().newSubManager()) {
            FrequencyMaps kept = new FrequencyMaps(scope, SIDE, FrequencyMaps.lowest(5, 1));
            NDArray gray = scope.create(SyntheticFaces.of(1, 1, SIDE).get(0).pixels(), new Shape(1, 3, SIDE, SIDE))
                    .get("0, 0:1")
                    .broadcast(1, 3, SIDE, SIDE);

            NDArray maps = kept.raw(gray);
            NDArray scaled = maps.mul(kept.standards(maps).reshape(1, 7, 1, 1));

            float[] power = scaled.square().reshape(7, -1).mean(new int[] {1}).toFloatArray();
            assertThat(Arrays.copyOf(power, 5)).containsOnly(new float[] {1}, within(.02f));
            assertThat(power[5] + power[6]).isLessThan(1e-3f);
        }
    }

    /** A face that is a smooth wave over the mean gray, which is all that is lost without DC. */
    @Test
    void theMapsThatAreKeptTellTheWholeFaceButForItsMean() {
        float[] wave = new float[3 * SIDE * SIDE];
        for (int i = 0; i < wave.length; i++) {
            int y = i / SIDE % SIDE;
            int x = i % SIDE;
            wave[i] = (float) (128 + 50 * Math.cos(Math.PI * (x + .5) / SIDE) * (1 + Math.cos(Math.PI * (y + .5) / 4)));
        }
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray faces = scope.create(wave, new Shape(1, 3, SIDE, SIDE));
            FrequencyMaps kept = new FrequencyMaps(scope, SIDE, FrequencyMaps.lowest(24, 6));

            assertThat(apart(kept.faces(kept.usual(faces)), faces)).isLessThan(3);
        }
    }

    @Test
    void theLowestFrequenciesComeFirstAndNeverDc() {
        assertThat(FrequencyMaps.lowest(5, 1)).containsExactly(1, 2, 8, 9, 16, 64 + 1, 128 + 1);
        assertThat(FrequencyMaps.lowest(63, 63)).hasSize(189).doesNotContain(0, 64, 128);
        assertThatThrownBy(() -> FrequencyMaps.lowest(64, 0)).hasMessageStartingWith("luma must lie in 1..63");
    }

    @Test
    void theLearnedBudgetStartsEvenAndItsNoiseFollowsTheFormula() {
        Dctdp.Params params = new Dctdp.Params(3, 0, 2, 4);
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(new Dctdp(params), scope, 1)) {
            NDArray gray = scope.ones(new Shape(30, 3, SIDE, SIDE)).mul(128);

            NDArray noise = masking.maskForQuery(gray, random(1));

            // sens / epsilon = 2 x 4 / 2, and that is the mean absolute value of the noise; 23,040 draws.
            assertThat(noise.abs().mean().getFloat()).isCloseTo(4, within(.15f));
            assertThat(masking.weights()).hasSize(2);
            assertThat(masking.isRandomized()).isTrue();
        }
    }

    @Test
    void moreBudgetForOneCoefficientIsLessForTheRest() {
        Dctdp.Params params = new Dctdp.Params(1, 0, 2, 4);
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(new Dctdp(params), scope, 1)) {
            NDArray gray = scope.ones(new Shape(1, 3, SIDE, SIDE)).mul(128);
            float[] before = masking.maskForQuery(gray, random(1)).toFloatArray();
            float[] allotment = new float[SIDE * SIDE];
            allotment[7] = (float) (.1 * Math.log((3 + Math.log(3)) / (3 - Math.log(3))) / 2);
            masking.weights().get(1).set(allotment);

            float[] after = masking.maskForQuery(gray, random(1)).toFloatArray();

            // rho = 3 tanh(30 w / 3) is log 3 there; softmax: 3 parts of 258 for the one, 1 part for any other.
            assertThat(after[7] / before[7]).isCloseTo(258f / 256 / 3, within(1e-4f));
            assertThat(masking.trainingMetrics().get("budget_spread"))
                    .isCloseTo(3 / 258. * Math.log(768 / 258.) + 255 / 258. * Math.log(256 / 258.), within(1e-5));
            assertThat(after[8] / before[8]).isCloseTo(258f / 256, within(1e-4f));
        }
    }

    @Test
    void theBudgetHasAGradient() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(new Dctdp(new Dctdp.Params(2, 0, 2, 4)), scope, 1)) {
            masking.weights().forEach(Gradients::leaf);
            NDArray shown =
                    masking.maskForTraining(faces(scope), PEOPLE, 3, random(1)).inputs();

            List<NDArray> gradients = Gradients.of(shown.square().mean(), masking.weights());

            assertThat(gradients.get(0).abs().sum().getFloat()).isPositive();
            assertThat(gradients.get(1).abs().sum().getFloat()).isPositive();
            gradients.forEach(NDArray::close);
        }
    }

    @Test
    void aFixedKIsAlwaysChosenAndAUniformOneEvenly() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking fixed = masking(ahm(MixCount.THREE), scope, 1);
                Masking uniform = masking(ahm(MixCount.UNIFORM), scope, 1)) {
            NDArray faces = faces(scope);
            TrainingBatch trainingBatch = fixed.maskForTraining(faces, PEOPLE, 3, random(1));
            fixed.learned(trainingBatch, new float[] {1, 2, 3, 4});
            NDArray crowd = Faces.stack(scope, SyntheticFaces.of(500, 1, SIDE));
            uniform.learned(uniform.maskForTraining(crowd, new int[500], 1, random(1)), new float[500]);

            assertThat(trainingBatch.mixes())
                    .allSatisfy(mix -> assertThat(mix.members()).hasSize(3));
            assertThat(fixed.trainingMetrics())
                    .containsAllEntriesOf(Map.of("k2", 0., "k3", 1., "k_entropy", 0., "reward", 2.5));
            Map<String, Double> even = uniform.trainingMetrics();
            for (int k = 2; k <= 6; k++) {
                assertThat(even.get("k" + k)).isCloseTo(.2, within(.07));
            }
            assertThat(even.get("k_entropy")).isCloseTo(Math.log(5), within(1e-9));
            assertThat(uniform.trainingMetrics()).isEmpty();
            assertThat(fixed.state()).isEmpty();
        }
    }

    @Test
    void theTrainingMetricsTellHowManyWereMixedAndNotHowManyWereWanted() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(ahm(MixCount.SIX), scope, 1)) {
            masking.learned(masking.maskForTraining(faces(scope), PEOPLE, 3, random(1)), new float[4]);
            assertThat(masking.trainingMetrics()).containsAllEntriesOf(Map.of("k4", 1., "k6", 0.));
            NDArray one = faces(scope).get("0:1");
            masking.learned(masking.maskForTraining(one, new int[] {0}, 3, random(1)), new float[1]);
            assertThat(masking.trainingMetrics()).containsAllEntriesOf(Map.of("k1", 1., "k6", 0.));
        }
    }

    @Test
    void theFirstBatchTellsTheStrategyNothingButWhatIsUsual() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(ahm(MixCount.ADAPTIVE), scope, 1)) {
            NDArray offsets = masking.state().get(3);
            NDArray baseline = masking.state().get(4);

            NDArray crowd = Faces.stack(scope, SyntheticFaces.of(6, 1, SIDE));
            masking.learned(masking.maskForTraining(crowd, new int[6], 1, random(1)), new float[] {1, 2, 3, 4, 5, 9});
            assertThat(offsets.toFloatArray()).containsOnly(0);
            assertThat(baseline.toFloatArray()).containsExactly(4, 1);

            masking.learned(masking.maskForTraining(crowd, new int[6], 1, random(1)), new float[] {1, 2, 3, 4, 5, 8});
            assertThat(offsets.abs().sum().getFloat()).isPositive();
        }
    }

    /** Of five faces no row is made of six, whoever chose it. */
    @Test
    void aBatchTooSmallForEveryKTellsTheStrategyNothing() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(ahm(MixCount.ADAPTIVE), scope, 1)) {
            NDArray offsets = masking.state().get(3);
            NDArray baseline = masking.state().get(4);
            NDArray crowd = Faces.stack(scope, SyntheticFaces.of(6, 1, SIDE));
            masking.learned(masking.maskForTraining(crowd, new int[6], 1, random(1)), new float[] {1, 2, 3, 4, 5, 9});

            NDArray five = crowd.get("0:5");
            masking.learned(masking.maskForTraining(five, new int[5], 1, random(1)), new float[] {9, 1, 9, 1, 9});

            assertThat(offsets.toFloatArray()).containsOnly(0);
            assertThat(baseline.toFloatArray()).containsExactly(4, 1);
        }
    }

    /** Rewarded for k = 4 alone, whatever the face. */
    @Test
    void anAdaptiveKGoesWhereTheReward() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking =
                        masking(new AhmStyle(new AhmStyle.Params(6, 0, MixCount.ADAPTIVE, .2, .9)), scope, 1)) {
            RandomGenerator random = random(1);
            int rows = 40;
            List<FaceImage> crowd = SyntheticFaces.of(rows, 1, SIDE);
            for (int step = 0; step < 30; step++) {
                if (step == 25) {
                    masking.trainingMetrics();
                }
                try (NDManager one = scope.newSubManager()) {
                    TrainingBatch trainingBatch =
                            masking.maskForTraining(Faces.stack(one, crowd), new int[rows], 1, random);
                    float[] rewards = new float[rows];
                    for (int i = 0; i < rows; i++) {
                        rewards[i] = trainingBatch.mixes().get(i).members().length == 4 ? 1 : 0;
                    }
                    masking.learned(trainingBatch, rewards);
                }
            }
            Map<String, Double> trainingMetrics = masking.trainingMetrics();

            assertThat(trainingMetrics.get("k4")).isBetween(.7, 1.);
            assertThat(trainingMetrics.get("k_entropy")).isLessThan(1.2);
            assertThat(masking.state()).hasSize(5);
            assertThat(masking.weights()).isEmpty();
        }
    }

    @Test
    void isToldOfTheLessonThatItGave() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(ahm(MixCount.ADAPTIVE), scope, 1)) {
            TrainingBatch first = masking.maskForTraining(faces(scope), PEOPLE, 3, random(1));
            masking.maskForTraining(faces(scope), PEOPLE, 3, random(1));

            assertThatThrownBy(() -> masking.learned(first, new float[4])).isInstanceOf(IllegalStateException.class);
        }
    }

    private static AhmStyle ahm(MixCount k) {
        return new AhmStyle(new AhmStyle.Params(6, 0, k, .1, .9));
    }

    private static Masking masking(MaskingDefense defense, NDManager scope, long seed) {
        return defense.masking(scope, SIDE, new Seed(seed));
    }

    private static NDArray faces(NDManager scope) {
        return Faces.stack(scope, SyntheticFaces.of(4, 1, SIDE));
    }

    private static RandomGenerator random(long seed) {
        return new Seed(seed).generator();
    }

    private static float apart(NDArray a, NDArray b) {
        return a.sub(b).abs().max().getFloat();
    }
}
