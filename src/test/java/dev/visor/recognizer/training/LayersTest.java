package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.Dense;
import dev.visor.recognizer.training.network.GroupNorm;
import dev.visor.recognizer.training.network.Initializers;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.LearnedRectifier;
import dev.visor.recognizer.training.network.MobileFaceNet;
import dev.visor.recognizer.training.network.Rectifier;
import dev.visor.recognizer.training.network.ResidualNet;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static Compute compute;
    private NDManager scope;
    private final RandomGenerator random = new SplittableRandom(3);

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
        scope.close();
    }

    /** As trainings run: much faster on a machine that is busy with other things. */
    private static void onOneThread(Runnable test) {
        compute.sideBySide(2, List.of(Executors.callable(test), Executors.callable(() -> {})));
    }

    private NDArray normal(long... shape) {
        return Initializers.gaussian(new Shape(shape), 1, random, scope).toType(DataType.FLOAT64, false);
    }

    @Test
    void aConvolutionIsTheSumOverItsWindow() {
        NDArray image = scope.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new Shape(1, 1, 3, 3));
        NDArray ones = scope.ones(new Shape(1, 1, 3, 3));

        NDArray sums = Convolution.same(1, 1, 3, 1).forward(image, WeightCursor.shared(scope, List.of(ones)));
        NDArray strided = Convolution.same(1, 1, 3, 2).forward(image, WeightCursor.shared(scope, List.of(ones)));

        assertThat(sums.toFloatArray()).containsExactly(12, 21, 16, 27, 45, 33, 24, 39, 28);
        assertThat(strided.toFloatArray()).containsExactly(12, 16, 24, 28);
    }

    @Test
    void groupsHaveMeanZeroAndVarianceOneThenEachChannelItsOwn() {
        double[] values = normal(2, 16, 3, 3).toDoubleArray();
        NDArray x = scope.create(values, new Shape(2, 16, 3, 3));
        NDArray scale = normal(16);
        NDArray shift = normal(16);

        double[] y = new GroupNorm(16)
                .forward(x, WeightCursor.shared(scope, List.of(scale, shift)))
                .toDoubleArray();

        int group = 8 * 9;
        for (int g = 0; g < 4; g++) {
            double mean = 0;
            double square = 0;
            for (int i = g * group; i < (g + 1) * group; i++) {
                mean += values[i] / group;
                square += values[i] * values[i] / group;
            }
            for (int i = g * group; i < (g + 1) * group; i++) {
                int channel = i / 9 % 16;
                double normal = (values[i] - mean) / Math.sqrt(square - mean * mean + 1e-5);
                assertThat(y[i]).isEqualTo(scale.getDouble(channel) * normal + shift.getDouble(channel), within(1e-9));
            }
        }
        assertThatThrownBy(() -> new GroupNorm(12)).hasMessageContaining("multiple of 8");
    }

    @Test
    void whatIsBelowZeroIsMultipliedByTheChannelsWeight() {
        NDArray x = scope.create(new float[] {-2, 3, -4, 5}, new Shape(1, 2, 1, 2));

        NDArray y = new LearnedRectifier(2).forward(x, WeightCursor.shared(scope, List.of(scope.create(new float[] {
            .5f, .25f
        }))));

        assertThat(y.toFloatArray()).containsExactly(-1, 3, -1, 5);
    }

    @Test
    void slopesAreDifferenceQuotientsInEveryLayer() {
        onOneThread(() -> {
            Layer net = Layer.chain(
                    Convolution.same(2, 8, 3, 2),
                    new GroupNorm(8),
                    new LearnedRectifier(8),
                    Layer.sum(
                            Layer.chain(Convolution.depthwise(8, 3, 1, 1), new GroupNorm(8), new Rectifier()),
                            Layer.identity()),
                    new Dense(8 * 2 * 2, 3));
            slopesAreDifferenceQuotients(net, normal(2, 2, 4, 4));
        });
    }

    private void slopesAreDifferenceQuotients(Layer net, NDArray x) {
        List<NDArray> leaves = new ArrayList<>(doubles(net.create(random, scope)));
        leaves.add(x);
        NDArray mix = normal(2, 3);
        leaves.forEach(Gradients::leaf);
        List<NDArray> slopes = Gradients.of(value(net, leaves, mix), leaves);
        JniUtils.setGradMode(false);
        double step = 1e-5;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            double[] at = leaves.get(leaf).toDoubleArray();
            for (int i = 0; i < at.length; i += 1 + at.length / 7) {
                double up = shifted(net, leaves, mix, leaf, i, step);
                double down = shifted(net, leaves, mix, leaf, i, -step);
                assertThat(slopes.get(leaf).toDoubleArray()[i])
                        .as("leaf %d, value %d", leaf, i)
                        .isEqualTo((up - down) / (2 * step), within(1e-6));
            }
        }
        JniUtils.setGradMode(true);
    }

    private double shifted(Layer net, List<NDArray> leaves, NDArray mix, int leaf, int i, double by) {
        double[] values = leaves.get(leaf).toDoubleArray();
        values[i] += by;
        List<NDArray> moved = new ArrayList<>(leaves);
        moved.set(leaf, scope.create(values, leaves.get(leaf).getShape()));
        return value(net, moved, mix).getDouble();
    }

    /** The last leaf is the input. */
    private static NDArray value(Layer net, List<NDArray> leaves, NDArray mix) {
        int last = leaves.size() - 1;
        return net.forward(
                        leaves.get(last), WeightCursor.shared(leaves.get(last).getManager(), leaves.subList(0, last)))
                .mul(mix)
                .sum();
    }

    @Test
    void aSetOfWeightsForEachRowGivesEachWhatItsOwnSetGivesIt() {
        Layer net = Layer.chain(
                Convolution.same(2, 8, 3, 2),
                new GroupNorm(8),
                new LearnedRectifier(8),
                Layer.sum(Layer.chain(Convolution.depthwise(8, 3, 1, 1), new GroupNorm(8)), Layer.identity()),
                Convolution.depthwise(8, 2, 1, 0),
                new Dense(8, 3));
        NDArray x = normal(3, 2, 4, 4);
        List<List<NDArray>> sets = IntStream.range(0, 3)
                .mapToObj(row -> doubles(net.create(random, scope)))
                .toList();
        List<NDArray> stacked = IntStream.range(0, sets.get(0).size())
                .mapToObj(i -> NDArrays.stack(new NDList(
                        sets.get(0).get(i), sets.get(1).get(i), sets.get(2).get(i))))
                .toList();

        NDArray together = net.forward(x, WeightCursor.perRow(scope, stacked));

        for (int row = 0; row < 3; row++) {
            double[] alone = net.forward(x.get(row + ":" + (row + 1)), WeightCursor.shared(scope, sets.get(row)))
                    .toDoubleArray();
            assertThat(together.get(row).toDoubleArray()).containsExactly(alone, within(1e-12));
        }
    }

    private static List<NDArray> doubles(List<NDArray> weights) {
        return weights.stream().map(w -> w.toType(DataType.FLOAT64, false)).toList();
    }

    @Test
    void theResidualNetIsSmallEnoughForOneCore() {
        assertThat(size(ResidualNet.of(3, 64, 128))).isBetween(300_000L, 420_000L);
        assertThat(size(ResidualNet.of(189, 64, 128)) - size(ResidualNet.of(3, 64, 128)))
                .isEqualTo(189 * 16 + (16 - 3) * 9 * 24);
    }

    @Test
    void mobileFaceNetHasAboutTheMillionWeightsOfItsPaper() {
        assertThat(size(MobileFaceNet.of(3, 112, 128))).isBetween(980_000L, 1_020_000L);
    }

    @Test
    void bothNetsTakeBothSidesAndManyChannels() {
        onOneThread(() -> {
            for (int side : List.of(64, 112)) {
                assertThat(embedded(ResidualNet.of(3, side, 5), 3, side)).isEqualTo(new Shape(2, 5));
                assertThat(embedded(MobileFaceNet.of(3, side, 5), 3, side)).isEqualTo(new Shape(2, 5));
            }
            assertThat(embedded(ResidualNet.of(189, 64, 5), 189, 64)).isEqualTo(new Shape(2, 5));
            assertThat(embedded(MobileFaceNet.of(36, 64, 5), 36, 64)).isEqualTo(new Shape(2, 5));
        });
    }

    private Shape embedded(Layer net, int channels, int side) {
        NDArray x = Initializers.gaussian(new Shape(2, channels, side, side), 1, random, scope);
        return net.forward(x, WeightCursor.shared(scope, net.create(random, scope)))
                .getShape();
    }

    private long size(Layer net) {
        return net.create(random, scope).stream()
                .flatMapToLong(weight -> LongStream.of(weight.size()))
                .sum();
    }
}
