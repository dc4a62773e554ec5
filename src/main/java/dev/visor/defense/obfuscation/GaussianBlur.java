package dev.visor.defense.obfuscation;

import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.tensor.Blur;
import dev.visor.tensor.Faces;
import java.util.List;

/** Blurs the whole face. */
public final class GaussianBlur implements Defense {

    private final double sigma;

    /** @param sigma standard deviation, in pixels of the crop */
    public record Params(double sigma) {

        public Params {
            if (!(sigma > 0 && sigma <= 64)) {
                throw new IllegalArgumentException("sigma must lie in (0, 64] pixels, got " + sigma);
            }
        }
    }

    public GaussianBlur(Params params) {
        this.sigma = params.sigma();
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        try (NDManager scope = context.surrogates().manager().newSubManager()) {
            return Faces.unstack(
                    Blur.gaussian(Faces.stack(scope, originals), sigma).clip(0, 255));
        }
    }
}
