package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MmdTest {

    private static final double[] SIGMA_SQUARED = {
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 5, 10, 15, 20, 25, 30, 35, 100, 1e3, 1e4, 1e5, 1e6
    };

    @Test
    void isZeroForEqualSets() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray set = compute.manager().create(new float[] {1, 2, 3, 40, 50, 60}, new Shape(2, 3, 1, 1));

            assertThat(Mmd.between(set, set).getFloat()).isCloseTo(0, within(1e-5f));
        }
    }

    /** With one image each, k(x, x) = k(y, y) = 19, and the cost is 38 - 2 k(x, y). */
    @Test
    void ofTwoSingleImagesFollowsFromTheirDistanceAlone() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray x = compute.manager().create(new float[] {0, 0, 0}, new Shape(1, 3, 1, 1));
            NDArray y = compute.manager().create(new float[] {3, 4, 0}, new Shape(1, 3, 1, 1));
            double kernel = 0;
            for (double s : SIGMA_SQUARED) {
                kernel += Math.exp(-25 / (2 * s));
            }

            assertThat((double) Mmd.between(x, y).getFloat()).isCloseTo(38 - 2 * kernel, within(1e-4));
        }
    }

    /** Of two images, each far from all but its own protected one at distance 200: 2 (19 - k(200)) / 50. */
    @Test
    void asAMetricTellsWhatAPapersBatchWouldGive() {
        List<FaceImage> originals = List.of(pixel(0, 0, 0), pixel(255, 255, 255));
        List<FaceImage> images = List.of(pixel(10, 10, 0), pixel(245, 255, 245));
        double near = 0;
        double apart = 0;
        for (double s : SIGMA_SQUARED) {
            near += Math.exp(-200 / (2 * s));
            // x x', y y', x y', x' y: 3 * 255^2, 235^2 + 245^2 * 2, 245^2 * 2 + 255^2, 245^2 * 2 + 255^2.
            apart += Math.exp(-195_075 / (2 * s))
                    + Math.exp(-175_275 / (2 * s))
                    - Math.exp(-185_075 / (2 * s))
                    - Math.exp(-185_075 / (2 * s));
        }

        double expected = 2 * (19 - near) / 50 + apart * 49 / 50;
        assertThat(Mmd.perImage(originals, images)).containsExactly(new double[] {expected, expected}, within(1e-9));
    }

    /** 60 images make one batch of 50, which is the estimate as it is written, and one of 10. */
    @Test
    void asAMetricIsTheUndividedEstimateOfEachBatchOfFifty() {
        RandomGenerator random = new SplittableRandom(1);
        List<FaceImage> originals = Stream.generate(() -> pixel(random.nextInt(256), random.nextInt(256), 9))
                .limit(60)
                .toList();
        List<FaceImage> images = originals.stream()
                .map(x -> pixel(x.pixels()[0] - random.nextInt(12), x.pixels()[1], 9 + random.nextInt(12)))
                .toList();
        try (Compute compute = Compute.open("cpu")) {
            float divided = Mmd.between(
                            Faces.stack(compute.manager(), images.subList(0, 50)),
                            Faces.stack(compute.manager(), originals.subList(0, 50)))
                    .getFloat();

            double mean = DoubleStream.of(Mmd.perImage(originals, images))
                    .limit(50)
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(50 * divided, within(1e-4));
        }
    }

    @Test
    void asAMetricIsZeroWhereNothingChanged() {
        List<FaceImage> faces = List.of(pixel(1, 2, 3), pixel(2, 2, 3), pixel(200, 2, 3));

        assertThat(Mmd.perImage(faces, faces)).containsExactly(new double[] {0, 0, 0}, within(1e-12));
    }

    private static FaceImage pixel(float red, float green, float blue) {
        return new FaceImage(1, 1, new float[] {red, green, blue});
    }
}
