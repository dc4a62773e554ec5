package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import java.util.random.RandomGenerator;

/**
 * Fewer bits a channel: values are rounded (half to even) to 2^bits levels over 0..255.
 *
 * <p>Xu et al., "Feature Squeezing", NDSS 2018, section II-A. With 8 bits nothing changes in a photo that was saved with 8: that
 * the effect survives saving is then seen, not assumed.
 */
public final class BitDepth implements Purification {

    private final int steps;

    /** @param bits 1..8 */
    public record Params(int bits) {

        public Params {
            if (bits < 1 || bits > 8) {
                throw new IllegalArgumentException("bits must lie in 1..8, got " + bits);
            }
        }
    }

    public BitDepth(Params params) {
        this.steps = (1 << params.bits()) - 1;
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (Math.rint(pixels[i] * steps / 255) * 255 / steps);
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
