package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import java.util.random.RandomGenerator;

/** A Gaussian blur, its kernel cut at three standard deviations; the edge is mirrored. */
public final class Blur implements Purification {

    private static final int REACH = 3;

    private final double[] kernel;

    /** @param sigma in pixels, above 0 */
    public record Params(double sigma) {

        public Params {
            if (!(sigma > 0)) {
                throw new IllegalArgumentException("sigma must be above 0, got " + sigma);
            }
        }
    }

    public Blur(Params params) {
        int radius = (int) Math.ceil(REACH * params.sigma());
        this.kernel = new double[2 * radius + 1];
        double total = 0;
        for (int i = -radius; i <= radius; i++) {
            kernel[i + radius] = Math.exp(-i * i / (2 * params.sigma() * params.sigma()));
            total += kernel[i + radius];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= total;
        }
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        FaceImage rows = convolved(face, 1, 0);
        return convolved(rows, 0, 1);
    }

    private FaceImage convolved(FaceImage face, int dx, int dy) {
        int radius = kernel.length / 2;
        float[] pixels = new float[face.pixels().length];
        int next = 0;
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = 0; y < face.height(); y++) {
                for (int x = 0; x < face.width(); x++) {
                    double sum = 0;
                    for (int i = -radius; i <= radius; i++) {
                        sum += kernel[i + radius]
                                * face.at(
                                        channel,
                                        Mirror.within(y + i * dy, face.height()),
                                        Mirror.within(x + i * dx, face.width()));
                    }
                    pixels[next++] = (float) sum;
                }
            }
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
