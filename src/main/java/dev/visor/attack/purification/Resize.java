package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Resampling;
import java.util.random.RandomGenerator;

/** Makes a face smaller and blows it up again: what a thumbnail keeps. Bilinear, averaging where it shrinks. */
public final class Resize implements Purification {

    private final double scale;

    /** @param scale of the smaller one, above 0 and below 1 */
    public record Params(double scale) {

        public Params {
            if (!(scale > 0 && scale < 1)) {
                throw new IllegalArgumentException("scale must lie between 0 and 1, got " + scale);
            }
        }
    }

    public Resize(Params params) {
        this.scale = params.scale();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        int width = Math.max(1, (int) Math.rint(scale * face.width()));
        int height = Math.max(1, (int) Math.rint(scale * face.height()));
        return Resampling.resize(Resampling.resize(face, width, height), face.width(), face.height());
    }
}
