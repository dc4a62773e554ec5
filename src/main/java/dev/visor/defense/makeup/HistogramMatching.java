package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Gives the regions of a face the colors that a reference has there: each channel's values keep their order and take the
 * distribution of the reference's, as in the makeup loss of BeautyGAN (Li et al., ACM Multimedia 2018).
 *
 * <p>The value of rank i of n becomes the reference's quantile (i + 1/2) / n, between its sorted values in a straight line; values that
 * are equal stay equal, and take the mean of what their ranks would get.
 */
final class HistogramMatching {

    private HistogramMatching() {}

    /**
     * Matches every region that both faces have.
     *
     * @param references of the reference, numbered as those of the face
     * @return the face with matched regions, 0..255, not rounded; pixels of no region stay as they are
     */
    static FaceImage of(FaceImage face, MakeupRegions regions, FaceImage reference, MakeupRegions references) {
        float[] matched = face.pixels().clone();
        for (int region = 0; region < regions.count(); region++) {
            int[] own = regions.pixels(region);
            int[] others = references.pixels(region);
            if (own.length == 0 || others.length == 0) {
                continue;
            }
            for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                float[] values = values(face, channel, own);
                float[] target = values(reference, channel, others);
                Arrays.sort(target);
                float[] to = match(values, target);
                for (int i = 0; i < own.length; i++) {
                    matched[channel * regions.of().length + own[i]] = to[i];
                }
            }
        }
        return new FaceImage(face.width(), face.height(), matched);
    }

    /** Returns the values of some pixels of a channel. */
    static float[] values(FaceImage face, int channel, int[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = face.pixels()[channel * face.width() * face.height() + pixels[i]];
        }
        return values;
    }

    /**
     * Matches values to a distribution.
     *
     * @param sorted values that have it, in rising order, at least one
     */
    static float[] match(float[] values, float[] sorted) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        float[] matched = new float[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            double sum = 0;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                sum += quantile(sorted, (to + 0.5) / values.length);
                to++;
            }
            for (int i = from; i < to; i++) {
                matched[order[i]] = (float) (sum / (to - from));
            }
            from = to;
        }
        return matched;
    }

    /** Returns the value below which a share of sorted values lies, between them in a straight line. */
    static double quantile(float[] sorted, double share) {
        double at = Math.max(0, Math.min(sorted.length - 1, share * sorted.length - 0.5));
        int left = (int) at;
        int right = Math.min(left + 1, sorted.length - 1);
        return sorted[left] + (at - left) * (sorted[right] - sorted[left]);
    }
}
