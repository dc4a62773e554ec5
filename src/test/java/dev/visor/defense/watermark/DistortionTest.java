package dev.visor.defense.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.image.JpegRoundTrip;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.network.PixelPlanes;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers between encoder and decoder, against what they stand for. */
class DistortionTest {

    private static final int SIDE = 16;

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
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 70, 90})
    void compressionIsThatOfARealCodecButForRounding(int quality) {
        FaceImage face = smooth(112);

        FaceImage layer = Gradients.recording(
                false,
                () -> Faces.unstack(JpegLayer.of(Faces.stack(memory, List.of(face)), quality))
                        .get(0)
                        .quantized());

        FaceImage real = JpegRoundTrip.of(face, quality);
        assertThat(meanDifference(layer, real)).isLessThan(1.2);
        // A good part of what compression changes at all.
        assertThat(meanDifference(face, real)).isGreaterThan(1.5 * meanDifference(layer, real));
    }

    @Test
    void aTableIsScaledAsLibjpegDoes() {
        assertThat(JpegLayer.table(new int[] {16, 11, 100}, 50)).containsExactly(16, 11, 100);
        assertThat(JpegLayer.table(new int[] {16, 11, 100}, 75)).containsExactly(8, 6, 50);
        assertThat(JpegLayer.table(new int[] {16, 11, 100}, 10)).containsExactly(80, 55, 255);
    }

    @ParameterizedTest
    @EnumSource(Distortion.class)
    void theSlopeOfADistortionIsThatOfFiniteDifferences(Distortion distortion) {
        // What stands for rounding turns over at halves: a step must be too small to meet many of them.
        NDArray originals = Faces.stack(memory, SyntheticFaces.of(1, 3, SIDE));
        holdsToFiniteDifferences(
                marked -> distortion.of(marked, originals, new SplittableRandom(7)),
                Faces.stack(memory, SyntheticFaces.of(1, 4, SIDE)),
                distortion == Distortion.JPEG ? 0.003f : 2);
    }

    @Test
    void theSlopesOfRearrangedPixelsAreThoseOfFiniteDifferences() {
        NDArray faces = Faces.stack(memory, SyntheticFaces.of(1, 4, SIDE));
        holdsToFiniteDifferences(x -> PixelPlanes.apart(x, 4), faces, 2);
        holdsToFiniteDifferences(x -> PixelPlanes.averaged(x, 4), faces, 2);
        holdsToFiniteDifferences(x -> PixelPlanes.repeated(x, 2), faces, 2);
        holdsToFiniteDifferences(x -> Sampling.enlarged(x, 2), faces, 2);
    }

    @Test
    void pixelsThatWereTakenApartComeTogetherAgain() {
        NDArray faces = Faces.stack(memory, SyntheticFaces.of(2, 4, SIDE));

        NDArray apart = PixelPlanes.apart(faces, 4);

        assertThat(apart.getShape()).isEqualTo(new Shape(2, 48, 4, 4));
        assertThat(PixelPlanes.together(apart, 4).toFloatArray()).isEqualTo(faces.toFloatArray());
    }

    @Test
    void whatIsOutsideTheKeptRectangleIsTheOriginal() {
        NDArray originals = memory.zeros(new Shape(1, 3, SIDE, SIDE));
        NDArray marked = memory.ones(new Shape(1, 3, SIDE, SIDE));

        float[] cropped =
                Distortion.CROP.of(marked, originals, new SplittableRandom(2)).toFloatArray();

        double kept = 0;
        for (float value : cropped) {
            assertThat(value).isIn(0f, 1f);
            kept += value;
        }
        assertThat(kept / cropped.length).isBetween(.49, .999);
    }

    @Test
    void carriersAreOrthogonalAndOfUnitLength() {
        float[][] carriers = Carriers.orthogonal(30, 28, new SplittableRandom(1));

        for (int one = 0; one < 30; one++) {
            for (int other = 0; other < 30; other++) {
                double product = 0;
                for (int i = 0; i < carriers[one].length; i++) {
                    product += carriers[one][i] * (double) carriers[other][i];
                }
                assertThat(product).isCloseTo(one == other ? 1 : 0, within(1e-5));
            }
        }
    }

    /** Along a random direction, of a random weighting of all that comes out. */
    private void holdsToFiniteDifferences(UnaryOperator<NDArray> layer, NDArray at, float step) {
        RandomGenerator random = new SplittableRandom(11);
        NDArray weights = gaussian(layer.apply(at).getShape(), random);
        NDArray direction = gaussian(at.getShape(), random);
        NDArray leaf = Gradients.leaf(at.duplicate());
        NDArray gradient = Gradients.of(layer.apply(leaf).mul(weights).sum(), leaf, false);
        double slope = gradient.mul(direction).sum().getFloat();
        double differences = Gradients.recording(
                false,
                () -> (value(layer, at.add(direction.mul(memory.create(step))), weights)
                                - value(layer, at.sub(direction.mul(memory.create(step))), weights))
                        / (2 * step));

        double steepest = gradient.norm().getFloat();
        assertThat(steepest).isGreaterThan(1);
        assertThat(slope).isCloseTo(differences, within(0.02 * steepest));
    }

    private static double value(UnaryOperator<NDArray> layer, NDArray at, NDArray weights) {
        float[] made = layer.apply(at).toFloatArray();
        float[] by = weights.toFloatArray();
        double sum = 0;
        for (int i = 0; i < made.length; i++) {
            sum += made[i] * (double) by[i];
        }
        return sum;
    }

    private NDArray gaussian(Shape shape, RandomGenerator random) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return memory.create(values, shape);
    }

    /** A picture with edges and slopes of color, as photos have them. */
    private static FaceImage smooth(int side) {
        float[] pixels = new float[3 * side * side];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double wave = 60 * Math.sin((x + 20 * channel) / 7.) * Math.cos(y / (5. + channel));
                    double edge = (x - 50) * (x - 50) + (y - 60) * (y - 60) < 900 ? 40 : 0;
                    pixels[(channel * side + y) * side + x] = (float) Math.rint(120 + wave + edge * (1 - .4 * channel));
                }
            }
        }
        return new FaceImage(side, side, pixels).quantized();
    }

    private static double meanDifference(FaceImage one, FaceImage other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            sum += Math.abs(one.pixels()[i] - other.pixels()[i]);
        }
        return sum / one.pixels().length;
    }
}
