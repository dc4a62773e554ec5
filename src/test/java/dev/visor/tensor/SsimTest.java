package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SsimTest {

    @Test
    void isOneForEqualImages() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray face = noise(compute.manager(), 1, 14, 13);

            assertThat(Ssim.between(face, face).getFloat(0)).isCloseTo(1, within(1e-5f));
        }
    }

    /** Wang et al. 2004, Eq. 13, window by window, in double precision. */
    @Test
    void agreesWithTheFormulaWrittenOut() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray x = noise(compute.manager(), 1, 14, 13);
            NDArray y = x.mul(.8).add(noise(compute.manager(), 2, 14, 13).mul(.2));
            float[] ssim = Ssim.between(x, y).toFloatArray();

            for (int image = 0; image < 2; image++) {
                assertThat((double) ssim[image]).isCloseTo(writtenOut(x.get(image), y.get(image)), within(1e-4));
            }
        }
    }

    private static double writtenOut(NDArray x, NDArray y) {
        int height = (int) x.getShape().get(1);
        int width = (int) x.getShape().get(2);
        float[] xs = x.toFloatArray();
        float[] ys = y.toFloatArray();
        double sum = 0;
        int windows = 0;
        for (int c = 0; c < 3; c++) {
            for (int top = 0; top + 11 <= height; top++) {
                for (int left = 0; left + 11 <= width; left++) {
                    sum += window(xs, ys, c * height * width, width, top, left);
                    windows++;
                }
            }
        }
        return sum / windows;
    }

    private static double window(float[] xs, float[] ys, int channel, int width, int top, int left) {
        double total = 0;
        double mx = 0;
        double my = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int r = 0; r < 11; r++) {
            for (int k = 0; k < 11; k++) {
                double w = Math.exp(-((r - 5) * (r - 5) + (k - 5) * (k - 5)) / (2 * 1.5 * 1.5));
                double x = xs[channel + (top + r) * width + left + k];
                double y = ys[channel + (top + r) * width + left + k];
                total += w;
                mx += w * x;
                my += w * y;
                xx += w * x * x;
                yy += w * y * y;
                xy += w * x * y;
            }
        }
        mx /= total;
        my /= total;
        double vx = xx / total - mx * mx;
        double vy = yy / total - my * my;
        double cov = xy / total - mx * my;
        double c1 = 2.55 * 2.55;
        double c2 = 7.65 * 7.65;
        return (2 * mx * my + c1) * (2 * cov + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2));
    }

    private static NDArray noise(NDManager manager, long seed, int height, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[2 * 3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(255);
        }
        return manager.create(pixels, new Shape(2, 3, height, width));
    }
}
