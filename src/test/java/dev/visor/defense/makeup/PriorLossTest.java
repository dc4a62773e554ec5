package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pieces that a descent differentiates, against finite differences in 64 bits where the piece allows it. */
class PriorLossTest {

    private static final int SIDE = LinearRecognizer.SIDE;

    private static Compute compute;

    private NDManager memory;

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
        memory = compute.manager().newSubManager();
    }

    @AfterEach
    void end() {
        memory.close();
        Gradients.record(false);
    }

    @Test
    void theConditionalLayersSlopesAreThoseOfFiniteDifferences() {
        ConditionalLayer layer = new ConditionalLayer(3, 2, 8);
        List<NDArray> all = new ArrayList<>();
        all.add(normal(1, 3, 6, 6));
        all.add(normal(1, 2, 6, 6));
        layer.create(new SplittableRandom(3), memory).forEach(weight -> all.add(weight.toType(DataType.FLOAT64, true)));
        NDArray outer = normal(1, 8, 6, 6);

        assertThat(all).hasSize(7);
        for (int i = 0; i < all.size(); i++) {
            int one = i;
            holds("input or weight " + i, all.get(i), 1e-4, 1e-5, moved -> {
                List<NDArray> given = new ArrayList<>(all);
                given.set(one, moved);
                WeightCursor cursor = WeightCursor.shared(memory, given.subList(2, given.size()));
                return layer.forward(given.get(0), given.get(1), cursor)
                        .mul(outer)
                        .sum();
            });
        }
    }

    @Test
    void aConditionScalesAndShiftsEachPlaceByItself() {
        ConditionalLayer layer = new ConditionalLayer(1, 1, 8);
        List<NDArray> weights = layer.create(new SplittableRandom(3), memory);
        float[] condition = new float[16];
        condition[5] = 2;
        NDArray x = memory.create(pattern(16), new Shape(1, 1, 4, 4));

        float[] without = forward(layer, x, memory.zeros(x.getShape()), weights);
        float[] with = forward(layer, x, memory.create(condition, x.getShape()), weights);

        float[] scale = weights.get(3).toFloatArray();
        float[] shift = weights.get(4).toFloatArray();
        for (int i = 0; i < with.length; i++) {
            int channel = i / 16;
            double expected = i % 16 == 5 ? without[i] * (1 + 2 * scale[channel]) + 2 * shift[channel] : without[i];
            assertThat((double) with[i]).as("value %d", i).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void theSlopesOfEachTermAreThoseOfFiniteDifferences() {
        PriorLoss loss = loss();
        NDArray image = image().toType(DataType.FLOAT64, true);

        holds("outside", image, 1e-3, 1e-5, loss::outside);
        holds("difference", image, 1e-3, 1e-5, loss::difference);
        holds("makeup", image, 1e-3, 1e-5, x -> loss.makeup(loss.laid(x)));
        // SSIM's windows are of 32 bits.
        holds("structure", image(), 4, 0.02, x -> loss.structure(loss.laid(x)));
    }

    @Test
    void theSlopeOfTheIdentityIsThatOfFiniteDifferencesWithAndWithoutATarget() {
        LinearRecognizer recognizer = new LinearRecognizer("wide", 4, compute, DataType.FLOAT64);
        Surrogates surrogates = new Surrogates(List.of(recognizer), compute);
        NDArray photo = Faces.stack(memory, SyntheticFaces.of(1, 1)).toType(DataType.FLOAT64, true);
        NDArray other = Faces.stack(memory, SyntheticFaces.of(1, 5)).toType(DataType.FLOAT64, true);
        NDArray image = image().toType(DataType.FLOAT64, true);

        IdentityLoss dodging = new IdentityLoss(surrogates, photo, List.of());
        IdentityLoss towards = new IdentityLoss(surrogates, photo, List.of(other, photo));

        holds("dodging", image, 1e-3, 1e-5, dodging::of);
        assertThat(dodging.of(photo).toType(DataType.FLOAT32, true).getFloat()).isCloseTo(1, within(1e-5f));
        // The likest of the targets is the photo itself: away from it and towards it is nothing.
        assertThat(towards.of(image).toType(DataType.FLOAT32, true).getFloat()).isCloseTo(0, within(1e-5f));
        holds("impersonation", image, 1e-3, 1e-5, new IdentityLoss(surrogates, photo, List.of(other))::of);
    }

    @Test
    void whatNoLayerCoversIsThePhotosOwnAndCountsAsOutside() {
        PriorLoss loss = loss();
        NDArray image = image();

        float[] laid = loss.laid(image).toFloatArray();
        float[] photo = loss.photo().toFloatArray();

        double outside = 0;
        for (int i = 0; i < laid.length; i++) {
            boolean makeup = i % (SIDE * SIDE) < SIDE * SIDE / 2;
            assertThat(laid[i]).isCloseTo(makeup ? image.toFloatArray()[i] : photo[i], within(1e-4f));
            outside += makeup ? 0 : Math.abs(image.toFloatArray()[i] - photo[i]) / 255;
        }
        assertThat(loss.outside(image).getFloat()).isCloseTo((float) (outside / (3 * SIDE * SIDE / 2.)), within(1e-5f));
    }

    @Test
    void makeupIsTheSumOfMeanSquaresOverTheRegions() {
        NDArray image = memory.zeros(new Shape(1, 3, SIDE, SIDE));

        float[] target = SyntheticFaces.of(1, 2).get(0).pixels();
        double[] sums = new double[2];
        for (int i = 0; i < target.length; i++) {
            int pixel = i % (SIDE * SIDE);
            if (pixel < SIDE * SIDE / 2) {
                sums[pixel < SIDE ? 0 : 1] += Math.pow(target[i] / 255, 2);
            }
        }
        double expected = sums[0] / (3 * SIDE) + sums[1] / (3 * SIDE * (SIDE / 2. - 1));
        assertThat(loss().makeup(image).getFloat()).isCloseTo((float) expected, within(1e-4f));
    }

    /** The upper half is covered: the first row as one region, and the rest as another. */
    private PriorLoss loss() {
        int[] of = new int[SIDE * SIDE];
        float[] cover = new float[of.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = i < SIDE ? 0 : i < of.length / 2 ? 1 : MakeupRegions.NONE;
            cover[i] = of[i] == MakeupRegions.NONE ? 0 : 1;
        }
        FaceImage face = SyntheticFaces.of(1, 1).get(0);
        MakeupRegions regions = new MakeupRegions(SIDE, SIDE, List.of(FaceRegion.LIPS, FaceRegion.SKIN), of, cover);
        return new PriorLoss(face, SyntheticFaces.of(1, 2).get(0), regions, memory);
    }

    private NDArray image() {
        return Faces.stack(memory, SyntheticFaces.of(1, 3));
    }

    private NDArray normal(long... shape) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(shape));
        double[] values = new double[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return memory.create(values, new Shape(shape));
    }

    private static float[] pattern(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i * i % 7;
        }
        return values;
    }

    private float[] forward(ConditionalLayer layer, NDArray x, NDArray condition, List<NDArray> weights) {
        return layer.forward(x, condition, WeightCursor.shared(memory, weights)).toFloatArray();
    }

    /** The slope along a random direction is that of a central difference. */
    private void holds(String what, NDArray at, double step, double tolerance, UnaryOperator<NDArray> loss) {
        NDArray direction = normal(at.getShape().getShape()).toType(at.getDataType(), false);
        NDArray leaf = Gradients.leaf(at.duplicate());
        double slope = number(
                Gradients.of(loss.apply(leaf), leaf, false).mul(direction).sum());
        Gradients.record(false);
        double up = number(loss.apply(at.add(direction.mul(step))));
        double down = number(loss.apply(at.sub(direction.mul(step))));
        double expected = (up - down) / (2 * step);

        assertThat(expected).as(what).isNotZero();
        assertThat(slope).as(what).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    private static double number(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, true).getDouble();
    }
}
