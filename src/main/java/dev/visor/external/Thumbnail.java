package dev.visor.external;

import dev.visor.core.image.FaceImage;
import java.util.OptionalDouble;

/** An image in 16 x 16 grey values, to see whether two show the same: each is the mean of its part of the image. */
public final class Thumbnail {

    private static final int SIDE = 16;

    /** Two images that correlate so show the same. */
    private static final double SAME = .98;

    private static final double CLEARLY = .01;

    /** The grey values, of mean 0 and length 1; all 0 for an image of one grey. */
    private final float[] values = new float[SIDE * SIDE];

    public Thumbnail(FaceImage image) {
        int[] counts = new int[values.length];
        int plane = image.width() * image.height();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int at = y * SIDE / image.height() * SIDE + x * SIDE / image.width();
                counts[at]++;
                for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                    values[at] += image.pixels()[channel * plane + y * image.width() + x];
                }
            }
        }
        normalize(counts);
    }

    private void normalize(int[] counts) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] /= Math.max(1, counts[i]);
            mean += values[i] / values.length;
        }
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= (float) mean;
            square += values[i] * values[i];
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < values.length; i++) {
            values[i] = length < 1 ? 0 : (float) (values[i] / length);
        }
    }

    /** Returns the correlation with another image, -1..1; empty where one of them has no structure. */
    private OptionalDouble correlation(Thumbnail other) {
        double sum = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
            own += values[i] * values[i];
            others += other.values[i] * other.values[i];
        }
        return own < .5 || others < .5 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /**
     * Whether an image that was made of one shows another instead.
     *
     * @param own that it was made of
     */
    public boolean showsRatherThan(Thumbnail own, Thumbnail other) {
        double likeness = correlation(other).orElse(0);
        return likeness > SAME && likeness > correlation(own).orElse(1) + CLEARLY;
    }
}
