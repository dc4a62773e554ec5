package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OPOM's strong variant on a linear recognizer, against all of its rounds in plain Java and double precision. */
class MomentumPerturbationTest {

    private static final int PHOTOS = 4;
    private static final int SIDE = LinearRecognizer.SIDE;
    private static final int VALUES = 3 * SIDE * SIDE;
    private static final int DIMENSION = LinearRecognizer.DIMENSION;
    private static final double EPSILON = 8;
    private static final int ROUNDS = 7;

    private static final List<FaceImage> PERSON = SyntheticFaces.of(PHOTOS, 10);

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
    void makesTheStepsOfItsDescription() {
        List<LearnedEpoch> rounds = new ArrayList<>();

        float[] learned = learn(FeatureLoss.CENTER, .25, rounds).values();

        Reference expected = new Reference(.25, new Seed(3).generator());
        double[] values = expected.learn();
        assertThat(learned).hasSize(values.length);
        int otherwise = 0;
        for (int k = 0; k < values.length; k++) {
            otherwise += Math.abs(learned[k] - values[k]) > 1e-3 ? 1 : 0;
        }
        // Where a sum of slopes is nearly 0, single precision may give it the other sign.
        assertThat(otherwise).isLessThan(VALUES / 100);
        assertThat(rounds).hasSize(ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(rounds.get(round).figures().get("squared_difference"))
                    .isCloseTo(expected.losses.get(round), within(2e-3 * expected.losses.get(round)));
        }
    }

    @Test
    void withoutDropoutAndMomentumItWouldBeAnother() {
        float[] dropped = learn(FeatureLoss.CENTER, .25, new ArrayList<>()).values();

        assertThat(learn(FeatureLoss.CENTER, 0, new ArrayList<>()).values()).isNotEqualTo(dropped);
        assertThat(learn(FeatureLoss.CENTER, .25, new ArrayList<>()).values()).isEqualTo(dropped);
    }

    @Test
    void staysWithinItsBudgetWhateverHullItLeaves() {
        for (FeatureLoss loss : List.of(FeatureLoss.AFFINE_HULL, FeatureLoss.CONVEX_HULL, FeatureLoss.ALL_PAIRS)) {
            for (float value : learn(loss, .1, new ArrayList<>()).values()) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo((float) EPSILON + 1e-3f);
            }
        }
    }

    @Test
    void refusesLossesThatAreNotItsOwnAndADropoutOfEverything() {
        assertThatThrownBy(() -> params(FeatureLoss.ANGLE, .1)).hasMessageStartingWith("loss must be one of OPOM's");
        assertThatThrownBy(() -> params(FeatureLoss.CENTER, 1)).hasMessage("dropout must lie in [0, 1), got 1.0");
    }

    private static MomentumPerturbation.Params params(FeatureLoss loss, double dropout) {
        return new MomentumPerturbation.Params(loss, EPSILON / 255, 1 / 255., ROUNDS, 3, dropout);
    }

    private Perturbation learn(FeatureLoss loss, double dropout, List<LearnedEpoch> rounds) {
        PhotoFacts facts = new PhotoFacts(
                Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP).targets()),
                Optional.of(new SubjectId("somebody")));
        return new MomentumPerturbation(params(loss, dropout))
                .learn(
                        PERSON,
                        Collections.nCopies(PHOTOS, facts),
                        new Surrogates(List.of(surrogate), compute),
                        new Seed(3).generator(),
                        rounds::add);
    }

    /** The same in doubles, with the loss's slope by hand: OPOM-ClassCenter. */
    private static final class Reference {

        private final double dropout;
        private final RandomGenerator random;
        private final double[][] weights = new double[VALUES][DIMENSION];
        private final List<Double> losses = new ArrayList<>();

        Reference(double dropout, RandomGenerator random) {
            this.dropout = dropout;
            this.random = random;
            SplittableRandom drawn = new SplittableRandom(1);
            for (double[] row : weights) {
                Arrays.setAll(row, k -> (float) drawn.nextGaussian());
            }
        }

        double[] learn() {
            double[][] photos = new double[PHOTOS][VALUES];
            double[][] images = new double[PHOTOS][VALUES];
            for (int i = 0; i < PHOTOS; i++) {
                float[] pixels = PERSON.get(i).pixels();
                Arrays.setAll(photos[i], k -> pixels[k]);
                for (int k = 0; k < VALUES; k++) {
                    images[i][k] = pixels[k] + (2 * random.nextDouble() - 1) * EPSILON;
                }
            }
            double[][] sums = new double[PHOTOS][VALUES];
            double[] change = new double[VALUES];
            for (int round = 0; round < ROUNDS; round++) {
                double[][] cleanKept = kept();
                double[][] seenKept = kept();
                double[] center = new double[DIMENSION];
                for (int i = 0; i < PHOTOS; i++) {
                    double[] clean = unit(times(unit(embed(photos[i])), cleanKept[i]));
                    for (int k = 0; k < DIMENSION; k++) {
                        center[k] += clean[k] / PHOTOS;
                    }
                }
                double[][] slopes = new double[PHOTOS][];
                double[] each = new double[PHOTOS];
                for (int i = 0; i < PHOTOS; i++) {
                    slopes[i] = slope(images[i], seenKept[i], center);
                    each[i] = difference(images[i], seenKept[i], center);
                }
                // Batches of three: the mean of their means.
                losses.add(((each[0] + each[1] + each[2]) / 3 + each[3]) / 2);
                double[] columns = new double[SIDE];
                for (double[] slope : slopes) {
                    for (int k = 0; k < VALUES; k++) {
                        columns[k % SIDE] += Math.abs(slope[k]) / (PHOTOS * 3 * SIDE);
                    }
                }
                Arrays.fill(change, 0);
                for (int i = 0; i < PHOTOS; i++) {
                    for (int k = 0; k < VALUES; k++) {
                        sums[i][k] += slopes[i][k] / columns[k % SIDE];
                        change[k] += (images[i][k] + Math.signum(sums[i][k]) - photos[i][k]) / PHOTOS;
                    }
                }
                for (int k = 0; k < VALUES; k++) {
                    change[k] = Math.max(-EPSILON, Math.min(EPSILON, change[k]));
                    for (int i = 0; i < PHOTOS; i++) {
                        images[i][k] = Math.max(0, Math.min(255, photos[i][k] + change[k]));
                    }
                }
            }
            return change;
        }

        private double[][] kept() {
            double[][] kept = new double[PHOTOS][DIMENSION];
            for (double[] row : kept) {
                Arrays.setAll(row, k -> random.nextDouble() < dropout ? 0 : 1);
            }
            return kept;
        }

        private double[] embed(double[] pixels) {
            double[] raw = new double[DIMENSION];
            for (int j = 0; j < VALUES; j++) {
                for (int k = 0; k < DIMENSION; k++) {
                    raw[k] += (pixels[j] / 127.5 - 1) * weights[j][k];
                }
            }
            return raw;
        }

        private double difference(double[] pixels, double[] kept, double[] center) {
            double[] feature = unit(times(embed(pixels), kept));
            double sum = 0;
            for (int k = 0; k < DIMENSION; k++) {
                sum += (feature[k] - center[k]) * (feature[k] - center[k]) / DIMENSION;
            }
            return sum;
        }

        /** Uphill of the mean squared difference: through the length, what is kept, and the projection. */
        private double[] slope(double[] pixels, double[] kept, double[] center) {
            double[] some = times(embed(pixels), kept);
            double length = length(some);
            double[] feature = unit(some);
            double[] by = new double[DIMENSION];
            double along = 0;
            for (int k = 0; k < DIMENSION; k++) {
                by[k] = 2 * (feature[k] - center[k]) / DIMENSION;
                along += by[k] * feature[k];
            }
            double[] slope = new double[VALUES];
            for (int j = 0; j < VALUES; j++) {
                for (int k = 0; k < DIMENSION; k++) {
                    slope[j] += (by[k] - along * feature[k]) / length * kept[k] * weights[j][k] / 127.5;
                }
            }
            return slope;
        }

        private static double[] times(double[] one, double[] other) {
            double[] product = new double[one.length];
            Arrays.setAll(product, k -> one[k] * other[k]);
            return product;
        }

        private static double length(double[] vector) {
            return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
        }

        private static double[] unit(double[] vector) {
            double length = length(vector);
            return Arrays.stream(vector).map(v -> v / length).toArray();
        }
    }
}
