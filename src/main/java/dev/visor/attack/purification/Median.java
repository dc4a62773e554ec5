package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Each value replaced by the median of its square of neighbors, channel by channel; the edge is mirrored. */
public final class Median implements Purification {

    private final int side;

    /** @param side of the square, odd, at least 3 */
    public record Params(int side) {

        public Params {
            if (side < 3 || side % 2 == 0) {
                throw new IllegalArgumentException("side must be odd and at least 3, got " + side);
            }
        }
    }

    public Median(Params params) {
        this.side = params.side();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        return of(face);
    }

    /** The face with every value replaced. */
    FaceImage of(FaceImage face) {
        float[] pixels = new float[face.pixels().length];
        float[] window = new float[side * side];
        int radius = side / 2;
        int next = 0;
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = 0; y < face.height(); y++) {
                for (int x = 0; x < face.width(); x++) {
                    int seen = 0;
                    for (int dy = -radius; dy <= radius; dy++) {
                        for (int dx = -radius; dx <= radius; dx++) {
                            window[seen++] = face.at(
                                    channel, Mirror.within(y + dy, face.height()), Mirror.within(x + dx, face.width()));
                        }
                    }
                    Arrays.sort(window);
                    pixels[next++] = window[window.length / 2];
                }
            }
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
