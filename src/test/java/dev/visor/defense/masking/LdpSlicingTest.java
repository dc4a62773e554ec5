package dev.visor.defense.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.Masking;
import dev.visor.stats.Wilson;
import dev.visor.stats.Wilson.Confidence;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The promise of {@link LdpSlicing} is put to experiments that a chance of flipping off by 5 % of itself would fail.
 */
class LdpSlicingTest {

    private static final int BITS = 24;

    /** Answers about a value, in experiments. */
    private static final int MANY = 20_000;

    /** So that all intervals here, some ten thousand, would hold under 99 of 100 other seeds. */
    private static final Confidence SURE = new Confidence(1 - 1e-6);

    /** Every bit is told as it is: chances of a flip are one in four billion. */
    private static final double PLENTY = 1e5;

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
    void theTransformIsThatOfHand() {
        Haar bands = Haar.of(new double[] {10, 20, 7, 7, 30, 60, 7, 7, 0, 0, 1, 0, 0, 255, 0, 0}, 4);

        assertThat(bands.sums()).containsExactly(60, 14, 127.5, .5);
        assertThat(bands.rows()).containsExactly(-30, 0, -127.5, .5);
        assertThat(bands.columns()).containsExactly(-20, 0, -127.5, .5);
        assertThat(bands.diagonals()).containsExactly(10, 0, 127.5, .5);
        assertThat(bands.withoutSums().inverse())
                .containsExactly(-20, -10, 0, 0, 0, 30, 0, 0, -63.75, -63.75, .75, -.25, -63.75, 191.25, -.25, -.25);
    }

    @Test
    void theInverseGivesEveryPlaneBackToTheLastDigit() {
        RandomGenerator random = random(1);
        double[] plane = random.doubles(64).map(x -> Math.floor(x * 255_000)).toArray();

        assertThat(Haar.of(plane, 8).inverse()).isEqualTo(plane);
        assertThatThrownBy(() -> Haar.of(new double[49], 7)).hasMessageContaining("must be even, got 7");
    }

    /** {@code privacy_budgets.json} of the authors' code, of which the numbers end with the third digit. */
    @Test
    void theBudgetIsSplitAsInTheAuthorsTable() {
        double[] luma = {.276, .391, .552, .781, 1.105, 1.562, 2.209, 3.124};
        double[] chroma = {.138, .195, .276, .391, .552, .781, 1.105, 1.562};
        double[] small = {.072, .102, .144, .203, .287, .406, .574, .812};

        double[] parts = BudgetSplit.WEIGHTED.of(20);

        assertThat(Arrays.copyOfRange(parts, 0, 8)).containsExactly(luma, within(.0006));
        assertThat(Arrays.copyOfRange(parts, 8, 16)).containsExactly(chroma, within(.0006));
        assertThat(Arrays.copyOfRange(parts, 16, 24)).containsExactly(chroma, within(.0006));
        assertThat(Arrays.copyOfRange(BudgetSplit.WEIGHTED.of(5.2), 0, 8)).containsExactly(small, within(.0006));
        assertThat(BudgetSplit.EQUAL.of(20)).hasSize(BITS).containsOnly(new double[] {20 / 24.}, within(1e-12));
        for (BudgetSplit split : BudgetSplit.values()) {
            assertThat(Arrays.stream(split.of(20)).sum()).isCloseTo(20, within(1e-9));
        }
    }

    @Test
    void bitsAreReassembledExactly() {
        RandomizedBits bits = new RandomizedBits(BudgetSplit.EQUAL.of(PLENTY));
        RandomGenerator random = random(1);
        for (int value = 0; value < 256; value++) {
            for (int color = 0; color < 3; color++) {
                assertThat(bits.answer(color, value, random)).isEqualTo(value);
            }
        }
    }

    /** Both a 0 and a 1 of each plane, 48 counts in all; under one of ten thousand seeds the limit is passed. */
    @Test
    void everyPlaneIsFlippedWithTheChanceOfItsEpsilon() {
        for (BudgetSplit split : BudgetSplit.values()) {
            double[] epsilons = split.of(20);
            RandomizedBits bits = new RandomizedBits(epsilons);
            long[][] asked = new long[BITS][2];
            long[][] flipped = new long[BITS][2];
            RandomGenerator random = random(2);
            for (int i = 0; i < MANY; i++) {
                for (int color = 0; color < 3; color++) {
                    int value = random.nextInt(256);
                    int wrong = value ^ bits.answer(color, value, random);
                    for (int bit = 0; bit < 8; bit++) {
                        int is = value >> bit & 1;
                        asked[color * 8 + bit][is]++;
                        flipped[color * 8 + bit][is] += wrong >> bit & 1;
                    }
                }
            }
            double chiSquare = 0;
            for (int plane = 0; plane < BITS; plane++) {
                double flip = 1 / (1 + Math.exp(epsilons[plane]));
                for (int is = 0; is < 2; is++) {
                    double n = asked[plane][is];
                    chiSquare += Math.pow(flipped[plane][is] - n * flip, 2) / (n * flip * (1 - flip));
                }
            }

            assertThat(chiSquare)
                    .as("%s", split)
                    .isLessThan(new ChiSquaredDistribution(2. * BITS).inverseCumulativeProbability(.9999));
        }
    }

    /** Of any two of the 24 bits: epsilons only add up, and no more, if one flip tells nothing of another. */
    @Test
    void bitsOfAPixelAreFlippedIndependently() {
        double[] epsilons = BudgetSplit.WEIGHTED.of(20);
        RandomizedBits bits = new RandomizedBits(epsilons);
        long[][] together = new long[BITS][BITS];
        RandomGenerator random = random(7);
        for (int i = 0; i < MANY; i++) {
            int flipped = bits.answer(0, 0, random) | bits.answer(1, 0, random) << 8 | bits.answer(2, 0, random) << 16;
            for (int one = 0; one < BITS; one++) {
                for (int other = 0; other < one; other++) {
                    together[one][other] += flipped >> one & flipped >> other & 1;
                }
            }
        }
        for (int one = 0; one < BITS; one++) {
            for (int other = 0; other < one; other++) {
                double both = 1 / (1 + Math.exp(epsilons[one])) / (1 + Math.exp(epsilons[other]));
                Interval rate = Wilson.interval(together[one][other], MANY, SURE);
                assertThat(both).as("%d, %d", one, other).isBetween(rate.low(), rate.high());
            }
        }
    }

    /**
     * Two values that differ in one bit: no answer is more frequent about the one than e^epsilon times what it is about
     * the other, and the bit itself attains that, so that epsilon is not merely an upper bound.
     */
    @Test
    void whatIsToldOfABitStaysWithinItsEpsilonAndUsesItUp() {
        double[] epsilons = BudgetSplit.WEIGHTED.of(20);
        RandomizedBits bits = new RandomizedBits(epsilons);
        RandomGenerator random = random(3);
        for (int plane = 0; plane < BITS; plane++) {
            int bit = 1 << plane % 8;
            int value = random.nextInt(256) & ~bit;
            long[] without = counts(bits, plane / 8, value, random);
            long[] with = counts(bits, plane / 8, value | bit, random);
            double most = Math.exp(epsilons[plane]);
            for (int told = 0; told < 256; told++) {
                assertThat(ratio(with[told], without[told]).low())
                        .as("plane %d", plane)
                        .isLessThanOrEqualTo(most);
                assertThat(ratio(without[told], with[told]).low())
                        .as("plane %d", plane)
                        .isLessThanOrEqualTo(most);
            }
            Interval set = ratio(set(with, bit), set(without, bit));
            assertThat(set.low()).as("plane %d", plane).isLessThanOrEqualTo(most);
            assertThat(set.high()).as("plane %d", plane).isGreaterThanOrEqualTo(most);
        }
    }

    /**
     * An attacker is told of one of two values, each with even chances, and says which: the best that he can do with
     * one bit is to believe it.
     */
    @Test
    void anAttackersAdvantageFromABitIsHalfTheHyperbolicTangentOfHalfItsEpsilon() {
        double[] epsilons = BudgetSplit.WEIGHTED.of(20);
        RandomizedBits bits = new RandomizedBits(epsilons);
        RandomGenerator random = random(4);
        for (int plane = 0; plane < BITS; plane++) {
            int bit = 1 << plane % 8;
            long right = 0;
            for (int i = 0; i < MANY; i++) {
                int secret = random.nextBoolean() ? bit : 0;
                right += (bits.answer(plane / 8, secret, random) & bit) == secret ? 1 : 0;
            }
            Interval rate = Wilson.interval(right, MANY, SURE);
            double bound = .5 + Math.tanh(epsilons[plane] / 2) / 2;
            assertThat(rate.low()).as("plane %d", plane).isLessThanOrEqualTo(bound);
            assertThat(rate.high()).as("plane %d", plane).isGreaterThanOrEqualTo(bound);
        }
    }

    /** Two pixels that differ in all 24 bits, judged by the likelihood of all that is told: no attacker does better. */
    @Test
    void noAttackersAdvantageFromAPixelExceedsTheBoundOfTheWholeBudget() {
        double budget = 2;
        double[] epsilons = BudgetSplit.WEIGHTED.of(budget);
        RandomizedBits bits = new RandomizedBits(epsilons);
        RandomGenerator random = random(5);
        long right = 0;
        for (int i = 0; i < MANY; i++) {
            int secret = random.nextBoolean() ? 255 : 0;
            double forOnes = 0;
            for (int color = 0; color < 3; color++) {
                int told = bits.answer(color, secret, random);
                forOnes += bits.loss(color, told, 0) - bits.loss(color, told, 255);
            }
            right += forOnes > 0 == secret > 0 ? 1 : 0;
        }
        Interval rate = Wilson.interval(right, MANY, SURE);

        // The bound is that of one answer with the whole budget; 24 answers that share it tell less: about .1 more than
        // a guess.
        assertThat(rate.high()).isLessThan(.5 + Math.tanh(budget / 2) / 2);
        assertThat(rate.low()).isGreaterThan(.55);
    }

    /**
     * The promise is one about a sliced pixel: a pixel of the photo has part in the four of its 2 x 2, and pays for
     * each.
     */
    @Test
    void aPixelOfThePhotoSpendsMoreThanTheBudgetAndAtMostFourTimesIt() {
        RandomizedBits bits = new RandomizedBits(BudgetSplit.WEIGHTED.of(20));
        float[] one = gray(104, 100, 100, 100);
        float[] other = gray(100, 100, 100, 100);

        int[][] before = DetailColors.of(one, 0, 2);
        int[][] after = DetailColors.of(other, 0, 2);
        double loss = 0;
        for (int color = 0; color < 3; color++) {
            for (int i = 0; i < 4; i++) {
                loss += bits.loss(color, before[color][i], after[color][i]);
            }
        }

        assertThat(before[0]).containsExactly(131, 127, 127, 127);
        assertThat(after[0]).containsExactly(128, 128, 128, 128);
        // All of brightness, half of 20, three times, and the two lowest bits of the pixel itself.
        assertThat(loss).isCloseTo(30 + .276 + .391, within(.001)).isBetween(20., 80.);
        assertThat(new LdpSlicing.Params(20, BudgetSplit.WEIGHTED).photoEpsilon(64))
                .isEqualTo(64 * 64 * 20);
    }

    /** Without a flip: gray by hand, and of a red dot its brightness, blue and red, in JPEG's colors and back. */
    @Test
    void theFaceIsShownWithoutTheMeanOfEveryTwoByTwoPixels() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(PLENTY, 2, scope)) {
            NDArray faces = scope.create(gray(10, 20, 30, 60), new Shape(1, 3, 2, 2))
                    .concat(scope.create(new float[] {255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, new Shape(1, 3, 2, 2)));

            float[] shown =
                    masking.visualize(masking.maskForQuery(faces, random(1))).toFloatArray();

            // Details -20, -10, 0, 30 around 128; Cb and Cr of 128 lie half a level above their gray of 127.5.
            assertThat(Arrays.copyOf(shown, 4)).containsExactly(plus(.701f), within(1e-3f));
            assertThat(Arrays.copyOfRange(shown, 4, 8)).containsExactly(plus(-.529136f), within(1e-3f));
            assertThat(Arrays.copyOfRange(shown, 8, 12)).containsExactly(plus(.886f), within(1e-3f));
            // Y = 76.245, Cb = -43.028, Cr = 127.5: three quarters of each around 128 are 185, 96, 224.
            assertThat(new float[] {shown[12], shown[16], shown[20]})
                    .containsExactly(new float[] {255, 126.9263f, 129.182f}, within(1e-3f));
        }
    }

    @Test
    void brighterPhotosAreShownAlikeAndFlatOnesAsGray() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(20, 2, scope)) {
            NDArray faces = scope.create(gray(10, 20, 30, 60), new Shape(1, 3, 2, 2));

            assertThat(masking.maskForQuery(faces.add(70), random(1)).toFloatArray())
                    .isEqualTo(masking.maskForQuery(faces, random(1)).toFloatArray());
            for (int level = 0; level < 256; level++) {
                for (int[] color : DetailColors.of(gray(level, level, level, level), 0, 2)) {
                    assertThat(color).containsOnly(128);
                }
            }
        }
    }

    /** What is shown must not tell by its last digits what was flipped: the slope adds nothing. */
    @Test
    void theSlopeLeavesWhatIsShownAsItIs() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(20, 16, scope)) {
            NDArray faces = Faces.stack(scope, SyntheticFaces.of(2, 1, 16)).add(.37f);
            float[] shown = Gradients.recording(
                    false, () -> masking.maskForQuery(faces, random(1)).toFloatArray());
            float[] recorded = Gradients.recording(
                    true,
                    () -> masking.maskForQuery(Gradients.leaf(faces), random(1)).toFloatArray());

            assertThat(recorded).isEqualTo(shown);
        }
    }

    @Test
    void theSlopeIsThatFromTheMeanAnswerAboutTheDarkestValueToThatAboutTheBrightest() {
        RandomizedBits bits = new RandomizedBits(BudgetSplit.WEIGHTED.of(20));
        RandomGenerator random = random(6);
        for (int color = 0; color < 3; color++) {
            double rise = 0;
            for (int i = 0; i < MANY; i++) {
                rise += bits.answer(color, 255, random) - bits.answer(color, 0, random);
            }
            // Answers spread by 74 at most: the standard error of the rise, in units of 255, is .003.
            assertThat(bits.slope(color)).isCloseTo(rise / MANY / 255, within(.012));
        }
    }

    /** The green of the first pixel is asked for its slope by its own green, and by the red of its neighbor. */
    @Test
    void theSlopeGoesThroughColorsAndTheMeanOfTwoByTwoPixels() {
        RandomizedBits bits = new RandomizedBits(BudgetSplit.WEIGHTED.of(20));
        double y = bits.slope(0);
        double c = bits.slope(1);
        boolean recording = Gradients.isRecording();
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(20, 2, scope)) {
            NDArray face = Gradients.leaf(scope.create(gray(10, 20, 30, 60), new Shape(1, 3, 2, 2)));
            NDArray green = masking.maskForQuery(face, random(1)).get("0, 1, 0, 0");

            float[] slopes = Gradients.of(green, face, false).toFloatArray();

            double own = .587 * y + .344136 * c * .587 / 1.772 + .714136 * c * .587 / 1.402;
            double red = .299 * y + .344136 * c * .299 / 1.772 - .714136 * c * .701 / 1.402;
            assertThat(slopes[4]).isCloseTo((float) (.75 * own / 127.5), within(1e-7f));
            assertThat(slopes[1]).isCloseTo((float) (-.25 * red / 127.5), within(1e-7f));
        } finally {
            Gradients.record(recording);
        }
    }

    @Test
    void whatIsNoNumberIsNotShownAsAFace() {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(20, 2, scope)) {
            NDArray faces = scope.create(new float[24], new Shape(2, 3, 2, 2));
            faces.set(new ai.djl.ndarray.index.NDIndex("1, 0, 0, 0"), Float.NaN);

            float[] shown = Gradients.recording(
                    false, () -> masking.maskForQuery(faces, random(1)).toFloatArray());

            assertThat(Arrays.copyOf(shown, 12)).doesNotContain(Float.NaN);
            assertThat(Arrays.copyOfRange(shown, 12, 24)).containsOnly(Float.NaN);
        }
    }

    @Test
    void budgetsThatAreNoneAndOddSidesAreRefused() {
        assertThatThrownBy(() -> new LdpSlicing.Params(0, BudgetSplit.EQUAL))
                .hasMessage("budget must be above 0, got 0.0");
        assertThatThrownBy(() -> new LdpSlicing(new LdpSlicing.Params(1, BudgetSplit.EQUAL))
                        .masking(compute.manager(), 63, new Seed(1)))
                .hasMessageContaining("got a side of 63");
    }

    private static Masking masking(double budget, int side, NDManager scope) {
        return new LdpSlicing(new LdpSlicing.Params(budget, BudgetSplit.WEIGHTED)).masking(scope, side, new Seed(1));
    }

    private static float[] gray(float a, float b, float c, float d) {
        return new float[] {a, b, c, d, a, b, c, d, a, b, c, d};
    }

    private static float[] plus(float tint) {
        return new float[] {108 + tint, 118 + tint, 128 + tint, 158 + tint};
    }

    private static long[] counts(RandomizedBits bits, int color, int value, RandomGenerator random) {
        long[] counts = new long[256];
        for (int i = 0; i < MANY; i++) {
            counts[bits.answer(color, value, random)]++;
        }
        return counts;
    }

    private static long set(long[] counts, int bit) {
        long set = 0;
        for (int told = 0; told < counts.length; told++) {
            set += (told & bit) == 0 ? 0 : counts[told];
        }
        return set;
    }

    /** Bounds a ratio of two frequencies by the ends of their intervals. */
    private static Interval ratio(long more, long less) {
        Interval a = Wilson.interval(more, MANY, SURE);
        Interval b = Wilson.interval(less, MANY, SURE);
        return new Interval(a.low() / b.high(), a.high() / b.low());
    }

    private static RandomGenerator random(long seed) {
        return new Seed(seed).generator();
    }
}
