package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The distance of a face's colors from a reference's, region by region, before and after a defense, and what changed where no makeup is.
 *
 * @param regions each that both faces have
 * @param outside mean absolute change of the pixels that no layer covers, in levels of 255
 */
record MakeupFidelity(List<Region> regions, double outside) {

    /** Shares at which two distributions are compared. */
    private static final int SHARES = 256;

    /**
     * The distances in one region.
     *
     * @param before of the original from the reference: the mean over the channels of the Wasserstein distance between histograms, which is how many
     *     levels of 255 a value has to move in the mean
     * @param after of the protected face, likewise
     */
    record Region(FaceRegion region, double before, double after) {}

    /**
     * Measures a face.
     *
     * @param made the protected face
     * @param references of the reference, numbered as those of the face
     */
    static MakeupFidelity of(
            FaceImage original, FaceImage made, MakeupRegions regions, FaceImage reference, MakeupRegions references) {
        List<Region> measured = new ArrayList<>();
        for (int region = 0; region < regions.count(); region++) {
            OptionalDouble before = distance(original, regions, reference, references, region);
            OptionalDouble after = distance(made, regions, reference, references, region);
            if (before.isPresent()) {
                measured.add(new Region(regions.words().get(region), before.getAsDouble(), after.getAsDouble()));
            }
        }
        return new MakeupFidelity(measured, outside(original, made, regions));
    }

    private static OptionalDouble distance(
            FaceImage one, MakeupRegions ones, FaceImage other, MakeupRegions others, int region) {
        int[] some = ones.pixels(region);
        int[] rest = others.pixels(region);
        if (some.length == 0 || rest.length == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            float[] values = HistogramMatching.values(one, channel, some);
            float[] wanted = HistogramMatching.values(other, channel, rest);
            Arrays.sort(values);
            Arrays.sort(wanted);
            for (int i = 0; i < SHARES; i++) {
                double share = (i + 0.5) / SHARES;
                sum += Math.abs(HistogramMatching.quantile(values, share) - HistogramMatching.quantile(wanted, share));
            }
        }
        return OptionalDouble.of(sum / SHARES / FaceImage.CHANNELS);
    }

    private static double outside(FaceImage original, FaceImage made, MakeupRegions regions) {
        double sum = 0;
        int count = 0;
        int size = regions.cover().length;
        for (int i = 0; i < made.pixels().length; i++) {
            if (regions.cover()[i % size] == 0) {
                sum += Math.abs(made.pixels()[i] - original.pixels()[i]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
