package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.recognizer.training.network.ArcFaceHead;
import dev.visor.recognizer.training.network.Head;
import dev.visor.recognizer.training.network.SoftmaxHead;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Reclaimed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadsTest {

    private static final int DIMENSION = 3;
    private static final int CLASSES = 4;
    private static final double SCALE = 8;
    private static final double MARGIN = .5;

    private static Compute compute;
    private NDManager scope;
    private final RandomGenerator random = new SplittableRandom(5);

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @BeforeEach
    void begin() {
        scope = compute.manager().newSubManager();
    }

    @AfterEach
    void end() {
        JniUtils.setGradMode(true);
        scope.close();
    }

    private double[][] normal(int rows, int columns) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return values;
    }

    private NDArray array(double[][] values) {
        double[] flat = java.util.Arrays.stream(values)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
        return scope.create(flat, new Shape(values.length, values[0].length));
    }

    /** Of one face alone, by the paper's Eq. 3. */
    private static double arcFace(double[] embedding, double[][] directions, int person, double widening) {
        double target = 0;
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            double angle = Math.acos(cosine(embedding, directions, c));
            double margin = c == person ? widening : 0;
            double cosine =
                    angle + margin <= Math.PI ? Math.cos(angle + margin) : Math.cos(angle) - margin * Math.sin(margin);
            double power = Math.exp(SCALE * cosine);
            sum += power;
            target = c == person ? power : target;
        }
        return -Math.log(target / sum);
    }

    private static double cosine(double[] embedding, double[][] directions, int person) {
        double dot = 0;
        double one = 0;
        double two = 0;
        for (int i = 0; i < DIMENSION; i++) {
            dot += embedding[i] * directions[i][person];
            one += embedding[i] * embedding[i];
            two += directions[i][person] * directions[i][person];
        }
        return dot / Math.sqrt(one * two);
    }

    @Test
    void arcFaceIsItsPapersEquationWithoutMarginWhereSharesAddUp() {
        double[][] embeddings = normal(6, DIMENSION);
        double[][] directions = normal(DIMENSION, CLASSES);
        double[][] shares = {{1, 0, 0, 0}, {0, 0, 0, 1}, {.25, 0, .75, 0}, {.5, .2, .3, 0}, {0, 1, 0, 0}, {0, 0, .6, .4}
        };

        double[] losses = new ArcFaceHead(DIMENSION, CLASSES, SCALE, MARGIN)
                .losses(array(embeddings), array(shares), WeightCursor.shared(scope, List.of(array(directions))))
                .toDoubleArray();

        for (int row = 0; row < shares.length; row++) {
            double expected = 0;
            double margin = java.util.Arrays.stream(shares[row]).max().orElseThrow() == 1 ? MARGIN : 0;
            for (int c = 0; c < CLASSES; c++) {
                expected += shares[row][c] * arcFace(embeddings[row], directions, c, margin);
            }
            assertThat(losses[row]).isEqualTo(expected, within(1e-6));
        }
    }

    /** So that recognizers of mixed and of single faces can be compared under one loss. */
    @Test
    void theCosineHeadTreatsSingleFacesAsArcFaceTreatsMixedOnes() {
        double[][] embeddings = normal(2, DIMENSION);
        double[][] directions = normal(DIMENSION, CLASSES);
        double[][] shares = {{0, 1, 0, 0}, {.25, 0, .75, 0}};

        double[] losses = ArcFaceHead.withoutMargin(DIMENSION, CLASSES)
                .losses(array(embeddings), array(shares), WeightCursor.shared(scope, List.of(array(directions))))
                .toDoubleArray();
        double[] arcFace = new ArcFaceHead(DIMENSION, CLASSES)
                .losses(array(embeddings), array(shares), WeightCursor.shared(scope, List.of(array(directions))))
                .toDoubleArray();

        double[] cosines = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            cosines[c] = Math.exp(16 * cosine(embeddings[0], directions, c));
        }
        assertThat(losses[0])
                .isEqualTo(
                        -Math.log(cosines[1] / java.util.Arrays.stream(cosines).sum()), within(1e-9));
        assertThat(losses[0]).isLessThan(arcFace[0]);
        assertThat(losses[1]).isEqualTo(arcFace[1], within(1e-9));
    }

    @Test
    void mixedFacesCostLessWherePeopleLieApartThanWhereAllAreOnePoint() {
        int people = 30;
        for (int k = 1; k <= 6; k++) {
            double[][] apart = new double[people][people];
            double[][] shares = new double[people][people];
            double[][] mixed = new double[people][people];
            double[][] point = new double[people][people];
            for (int row = 0; row < people; row++) {
                apart[row][row] = 1;
                java.util.Arrays.fill(point[row], 1);
                for (int i = 0; i < k; i++) {
                    shares[row][(row + i) % people] = 1. / k;
                    mixed[row][(row + i) % people] = 1;
                }
            }
            ArcFaceHead head = new ArcFaceHead(people, people);
            double separated = head.losses(
                            array(mixed), array(shares), WeightCursor.shared(scope, List.of(array(apart))))
                    .mean()
                    .getDouble();
            double collapsed = head.losses(
                            array(point), array(shares), WeightCursor.shared(scope, List.of(array(point))))
                    .mean()
                    .getDouble();

            assertThat(separated).as("loss of %d a row", k).isLessThan(collapsed);
            if (k > 1) {
                assertThat(collapsed).isEqualTo(Math.log(people), within(1e-6));
                double own = Math.exp(16 / Math.sqrt(k));
                assertThat(separated).isEqualTo(Math.log((k * own + people - k) / own), within(1e-6));
            }
        }
    }

    @Test
    void anAngleThatTheMarginWouldCarryPastTheOppositeGoesOnFalling() {
        double[][] directions = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
        double before = Double.NEGATIVE_INFINITY;
        for (double angle = .1; angle < Math.PI; angle += .1) {
            double[][] embedding = {{Math.cos(angle), 0, Math.sin(angle)}};
            // Only the third and fourth person, whose cosines do not fall, stand against the first.
            double loss = new ArcFaceHead(DIMENSION, CLASSES, 1, MARGIN)
                    .losses(
                            array(embedding),
                            array(new double[][] {{1, 0, 0, 0}}),
                            WeightCursor.shared(scope, List.of(array(directions).add(array(new double[][] {
                                {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}
                            })))))
                    .toDoubleArray()[0];
            double against = Math.log(2 + Math.exp(Math.sin(angle)));
            double own =
                    angle + MARGIN < Math.PI ? Math.cos(angle + MARGIN) : Math.cos(angle) - MARGIN * Math.sin(MARGIN);
            assertThat(loss).isEqualTo(Math.log(Math.exp(own) + Math.exp(against)) - own, within(1e-6));
            assertThat(-own).isGreaterThan(before);
            before = -own;
        }
    }

    @Test
    void softmaxLossIsTheCrossEntropyWithTheShares() {
        double[][] embeddings = normal(2, DIMENSION);
        double[][] matrix = normal(DIMENSION, CLASSES);
        double[][] bias = normal(1, CLASSES);
        double[][] shares = {{0, 1, 0, 0}, {.5, .2, .3, 0}};

        double[] losses = new SoftmaxHead(DIMENSION, CLASSES)
                .losses(
                        array(embeddings),
                        array(shares),
                        WeightCursor.shared(
                                scope, List.of(array(matrix), array(bias).reshape(CLASSES))))
                .toDoubleArray();

        for (int row = 0; row < 2; row++) {
            double sum = 0;
            double shared = 0;
            for (int c = 0; c < CLASSES; c++) {
                double logit = bias[0][c];
                for (int i = 0; i < DIMENSION; i++) {
                    logit += embeddings[row][i] * matrix[i][c];
                }
                sum += Math.exp(logit);
                shared += shares[row][c] * logit;
            }
            assertThat(losses[row]).isEqualTo(Math.log(sum) - shared, within(1e-6));
        }
    }

    @Test
    void scoresAreLogarithmsOfChancesWithoutAMargin() {
        double[][] embeddings = normal(2, DIMENSION);
        double[][] directions = normal(DIMENSION, CLASSES);

        double[] scores = new ArcFaceHead(DIMENSION, CLASSES, SCALE, MARGIN)
                .scores(array(embeddings), WeightCursor.shared(scope, List.of(array(directions))))
                .toDoubleArray();

        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(SCALE * cosine(embeddings[row], directions, c));
            }
            for (int c = 0; c < CLASSES; c++) {
                assertThat(scores[row * CLASSES + c])
                        .isEqualTo(SCALE * cosine(embeddings[row], directions, c) - Math.log(sum), within(1e-6));
            }
        }
    }

    @Test
    void slopesAreDifferenceQuotients() {
        double[][] shares = {{0, 1, 0, 0}, {.5, .2, .3, 0}, {0, 0, .6, .4}};
        slopesAreDifferenceQuotients(new ArcFaceHead(DIMENSION, CLASSES, SCALE, MARGIN), shares, List.of());
        slopesAreDifferenceQuotients(new SoftmaxHead(DIMENSION, CLASSES), shares, List.of(array(normal(1, CLASSES))));
    }

    private void slopesAreDifferenceQuotients(Head head, double[][] shares, List<NDArray> more) {
        NDArray embeddings = Gradients.leaf(array(normal(shares.length, DIMENSION)));
        NDArray matrix = Gradients.leaf(array(normal(DIMENSION, CLASSES)));
        List<NDArray> leaves = List.of(embeddings, matrix);
        NDArray loss = loss(head, embeddings, shares, matrix, more);
        Reclaimed.memory();
        List<NDArray> slopes = Gradients.of(loss, leaves);
        JniUtils.setGradMode(false);
        double step = 1e-5;
        for (int leaf = 0; leaf < 2; leaf++) {
            double[] slope = slopes.get(leaf).toDoubleArray();
            for (int i = 0; i < slope.length; i++) {
                double[] difference = new double[2];
                for (int side = 0; side < 2; side++) {
                    double[] values = leaves.get(leaf).toDoubleArray();
                    values[i] += side == 0 ? -step : step;
                    NDArray moved = scope.create(values, leaves.get(leaf).getShape());
                    difference[side] = loss(
                                    head, leaf == 0 ? moved : embeddings, shares, leaf == 1 ? moved : matrix, more)
                            .getDouble();
                }
                assertThat(slope[i]).isEqualTo((difference[1] - difference[0]) / (2 * step), within(1e-6));
            }
        }
    }

    private NDArray loss(Head head, NDArray embeddings, double[][] shares, NDArray matrix, List<NDArray> more) {
        List<NDArray> weights = new java.util.ArrayList<>(List.of(matrix));
        weights.addAll(more);
        return head.losses(embeddings, array(shares), WeightCursor.shared(scope, weights))
                .sum();
    }
}
