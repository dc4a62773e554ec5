package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.RegionPixels;
import dev.visor.harness.protection.RegionQualities.Measured;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Ssim;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures of a region, on pixels that are written out. */
class RegionQualitiesTest {

    private static final int SIDE = 13;

    @Test
    void distanceIsHowFarValuesHaveToMoveToTheWantedOnesInTheMeanOfTheChannels() {
        FaceImage face = face(new float[] {10, 20, 0, 40}, new float[4], new float[4]);
        RegionPixels lips = new RegionPixels(
                new int[] {0, 1}, List.of(new float[] {50, 40}, new float[] {0, 0}, new float[] {3, 3}));

        // Red moves by 30, green not at all, blue by 3.
        assertThat(RegionQualities.distance(face, lips).orElseThrow()).isEqualTo(11, within(1e-9));
        assertThat(RegionQualities.distance(face, new RegionPixels(new int[0], lips.wanted())))
                .isEmpty();
        assertThat(RegionQualities.distance(face, new RegionPixels(new int[] {0}, List.of())))
                .isEmpty();
    }

    @Test
    void changeIsTheMeanAbsoluteOneOverItsPixelsAndAllChannels() {
        FaceImage original = face(new float[] {10, 20, 0, 40}, new float[4], new float[4]);
        FaceImage made = face(new float[] {40, 14, 0, 40}, new float[] {0, 6, 0, 0}, new float[4]);
        Measured measured = new Measured(original, made, new float[0]);

        assertThat(measured.change(new int[] {0, 1}).orElseThrow()).isEqualTo((30 + 6 + 6) / 6., within(1e-9));
        assertThat(measured.change(new int[] {2, 3}).orElseThrow()).isZero();
        assertThat(measured.change(new int[0])).isEmpty();
    }

    @Test
    void ssimIsThatOfTheWindowsWhoseCentersLieInTheRegion() {
        FaceImage original = noise(1, 0);
        FaceImage made = noise(1, 8);
        try (Compute compute = Compute.open("cpu");
                NDManager scope = compute.manager().newSubManager()) {
            float[] map = Ssim.map(Faces.stack(scope, List.of(original)), Faces.stack(scope, List.of(made)))
                    .toFloatArray();
            float whole = Ssim.between(Faces.stack(scope, List.of(original)), Faces.stack(scope, List.of(made)))
                    .getFloat();
            Measured measured = new Measured(original, made, map);

            assertThat(map).hasSize(3 * 3 * 3);
            assertThat(measured.ssim(IntStream.range(0, SIDE * SIDE).toArray()).orElseThrow())
                    .as("all windows")
                    .isEqualTo(whole, within(1e-6));
            // The window in the second row and third column of the map.
            int center = 6 * SIDE + 7;
            double byHand = IntStream.range(0, 3)
                    .mapToDouble(channel -> plain(original, made, channel, 6, 7))
                    .average()
                    .orElseThrow();
            assertThat(measured.ssim(new int[] {center}).orElseThrow()).isEqualTo(byHand, within(1e-3));
            assertThat(measured.ssim(new int[] {0, 4 * SIDE + 6}))
                    .as("centers nearer to the edge than a window reaches")
                    .isEmpty();
        }
    }

    /** SSIM of one window of 11 x 11 by its definition, in double. */
    private static double plain(FaceImage a, FaceImage b, int channel, int row, int column) {
        double weights = 0;
        double[] sums = new double[5];
        for (int dy = -5; dy <= 5; dy++) {
            for (int dx = -5; dx <= 5; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
                int at = (channel * SIDE + row + dy) * SIDE + column + dx;
                double x = a.pixels()[at];
                double y = b.pixels()[at];
                double[] terms = {x, y, x * x, y * y, x * y};
                for (int i = 0; i < terms.length; i++) {
                    sums[i] += weight * terms[i];
                }
                weights += weight;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= weights;
        }
        double c1 = 2.55 * 2.55;
        double c2 = 7.65 * 7.65;
        double mx = sums[0];
        double my = sums[1];
        return (2 * mx * my + c1)
                * (2 * (sums[4] - mx * my) + c2)
                / ((mx * mx + my * my + c1) * (sums[2] - mx * mx + sums[3] - my * my + c2));
    }

    private static FaceImage noise(long seed, double more) {
        RandomGenerator random = new SplittableRandom(seed);
        RandomGenerator other = new SplittableRandom(seed + 1);
        float[] pixels = new float[3 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (128 + 20 * random.nextGaussian() + more * other.nextGaussian());
        }
        return new FaceImage(SIDE, SIDE, pixels).quantized();
    }

    private static FaceImage face(float[] red, float[] green, float[] blue) {
        float[] pixels = Arrays.copyOf(red, 3 * red.length);
        System.arraycopy(green, 0, pixels, red.length, red.length);
        System.arraycopy(blue, 0, pixels, 2 * red.length, red.length);
        return new FaceImage(2, 2, pixels);
    }
}
