package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.image.JpegRoundTrip;
import java.util.random.RandomGenerator;

/**
 * Saved as a JPEG and opened again, as most ways of sharing a photo do.
 *
 * <p>Of the cut face, whose pixels lie about as close as the photo's own; chroma is halved (4:2:0), quantization tables are those of
 * the standard's annex K, scaled as libjpeg does. Das et al., "Shield", KDD 2018.
 */
public final class Jpeg implements Purification {

    private final int quality;

    /** @param quality 1..100, as libjpeg counts */
    public record Params(int quality) {

        public Params {
            if (quality < 1 || quality > 100) {
                throw new IllegalArgumentException("quality must lie in 1..100, got " + quality);
            }
        }
    }

    public Jpeg(Params params) {
        this.quality = params.quality();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        return JpegRoundTrip.of(face, quality);
    }
}
