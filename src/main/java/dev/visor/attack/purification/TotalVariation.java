package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import java.util.random.RandomGenerator;

/**
 * The image nearest to the photo whose edges are few: minimizes {@code |u - f|^2 / 2 + weight TV(u)} on the scale 0..1, channel by
 * channel.
 *
 * <p>Rudin, Osher and Fatemi 1992, solved by Chambolle's projection ("An Algorithm for Total Variation Minimization and
 * Applications", JMIV 2004, equation 9) with step 1/4; Guo et al., "Countering Adversarial Images using Input Transformations",
 * ICLR 2018, put it against adversarial images.
 */
public final class TotalVariation implements Purification {

    private static final double STEP = .25;

    private final double weight;
    private final int iterations;

    /**
     * Settings.
     *
     * @param weight of the variation, above 0; 0.03 removes noise of about 4/255
     * @param iterations at least 1; the projection is near its limit after about 50
     */
    public record Params(double weight, int iterations) {

        public Params {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("weight must be above 0, got " + weight);
            }
            if (iterations < 1) {
                throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
            }
        }
    }

    public TotalVariation(Params params) {
        this.weight = params.weight();
        this.iterations = params.iterations();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        int width = face.width();
        int height = face.height();
        float[] pixels = new float[face.pixels().length];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            double[] plane = new double[width * height];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = face.pixels()[channel * plane.length + i] / 255.;
            }
            double[] smooth = smoothed(plane, width, height);
            for (int i = 0; i < plane.length; i++) {
                pixels[channel * plane.length + i] = (float) (255 * smooth[i]);
            }
        }
        return new FaceImage(width, height, pixels);
    }

    /** {@code f - weight div p}, p being the dual field that the projection converges to. */
    private double[] smoothed(double[] f, int width, int height) {
        double[] px = new double[f.length];
        double[] py = new double[f.length];
        double[] inner = new double[f.length];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int i = 0; i < f.length; i++) {
                inner[i] = divergence(px, py, i, width, height) - f[i] / weight;
            }
            for (int i = 0; i < f.length; i++) {
                double gx = i % width < width - 1 ? inner[i + 1] - inner[i] : 0;
                double gy = i / width < height - 1 ? inner[i + width] - inner[i] : 0;
                double shrink = 1 + STEP * Math.sqrt(gx * gx + gy * gy);
                px[i] = (px[i] + STEP * gx) / shrink;
                py[i] = (py[i] + STEP * gy) / shrink;
            }
        }
        double[] smooth = new double[f.length];
        for (int i = 0; i < f.length; i++) {
            smooth[i] = f[i] - weight * divergence(px, py, i, width, height);
        }
        return smooth;
    }

    /** The negative adjoint of the forward difference. */
    private static double divergence(double[] px, double[] py, int i, int width, int height) {
        int x = i % width;
        int y = i / width;
        double across = (x < width - 1 ? px[i] : 0) - (x > 0 ? px[i - 1] : 0);
        double down = (y < height - 1 ? py[i] : 0) - (y > 0 ? py[i - width] : 0);
        return across + down;
    }
}
