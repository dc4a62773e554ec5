package dev.visor.attack.purification;

import dev.visor.attack.PersonPurification;
import dev.visor.core.Knowledge;
import dev.visor.core.image.FaceImage;
import java.util.List;

/**
 * Takes away what a person's protected photos have in common beside the face: the mean, over the photos, of each less its median-filtered self.
 *
 * <p>The natural enemy of one perturbation for all photos of a person, which stays in the mean while faces blur. An attack of our own.
 */
public final class ResidualAverage implements PersonPurification {

    private final Params params;
    private final Median median;

    /**
     * Settings.
     *
     * @param photos of the person, from 1, the one that is changed among them
     * @param side of the median's square, odd, at least 3
     */
    public record Params(int photos, int side) {

        public Params {
            if (photos < 1) {
                throw new IllegalArgumentException("photos must be at least 1, got " + photos);
            }
            new Median.Params(side);
        }
    }

    public ResidualAverage(Params params) {
        this.params = params;
        this.median = new Median(new Median.Params(params.side()));
    }

    /** It knows that one perturbation is for all photos. */
    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public int others() {
        return params.photos() - 1;
    }

    @Override
    public FaceImage purify(FaceImage face, List<FaceImage> others) {
        float[] sum = residual(face);
        for (FaceImage other : others) {
            float[] more = residual(other);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, Math.min(255, pixels[i] - sum[i] / (1 + others.size())));
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    private float[] residual(FaceImage face) {
        float[] residual = face.pixels().clone();
        float[] smooth = median.of(face).pixels();
        for (int i = 0; i < residual.length; i++) {
            residual[i] -= smooth[i];
        }
        return residual;
    }
}
