package dev.visor.recognizer;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import java.util.Arrays;

/**
 * Puts a protected crop back into its photo, so that the whole photo can be shared.
 *
 * <p>Only the crop's footprint changes: photo pixels that lie less than one crop pixel outside of it or within. A crop
 * that was not changed gives back the identical photo.
 */
public final class PasteBack {

    /** Budgets are fractions such as 8/255: times 255, they may miss their whole number by this much. */
    private static final double SLACK = 1e-6;

    private PasteBack() {}

    /**
     * Adds what a bounded defense did to the crop: the difference is warped into the photo, bilinear and 0 around the
     * crop, added, rounded half to even, then projected onto the budget and 0..255. Detail of the photo that the crop
     * did not have stays.
     *
     * @param toCrop from photo pixels to crop pixels
     * @param original the crop as the defense was given it
     * @param protectedFace the crop as the defense left it, of the same size
     * @return a photo of which no pixel lies further than the budget from the given one
     */
    public static Photo add(
            Photo photo, SimilarityTransform toCrop, FaceImage original, FaceImage protectedFace, Budget budget) {
        FaceImage difference = difference(original, protectedFace);
        int reach = (int) Math.floor(budget.inPixels() + SLACK);
        return paste(photo, toCrop, difference, (before, warped, coverage) -> {
            int moved = (int) Math.rint(before + warped);
            return Math.max(before - reach, Math.min(before + reach, moved));
        });
    }

    /**
     * Replaces the face by a crop that was changed without bound (blur, pixelation): the crop is resampled into the
     * photo, so that nothing of the original face stays below it, and blended only where its border runs through a
     * pixel.
     *
     * @param toCrop from photo pixels to crop pixels
     * @param original the crop as the defense was given it
     * @param protectedFace the crop as the defense left it, of the same size
     */
    public static Photo replace(Photo photo, SimilarityTransform toCrop, FaceImage original, FaceImage protectedFace) {
        refuseOtherShape(original, protectedFace);
        if (Arrays.equals(original.pixels(), protectedFace.pixels())) {
            return photo;
        }
        return paste(photo, toCrop, protectedFace, (before, warped, coverage) ->
                (int) Math.rint(warped + (1 - coverage) * before));
    }

    /** A pixel's new value; it is then clipped to 0..255. */
    private interface Blend {

        /**
         * @param before the photo's value, 0..255
         * @param warped the crop's value there, bilinear, 0 around the crop
         * @param coverage how much of the bilinear weight lies within the crop, 0..1
         */
        int of(int before, double warped, double coverage);
    }

    private static Photo paste(Photo photo, SimilarityTransform toCrop, FaceImage crop, Blend blend) {
        byte[] rgb = photo.rgb().clone();
        Footprint footprint = Footprint.of(photo, toCrop, crop);
        for (int y = footprint.top(); y <= footprint.bottom(); y++) {
            for (int x = footprint.left(); x <= footprint.right(); x++) {
                double u = toCrop.a() * x - toCrop.b() * y + toCrop.tx();
                double v = toCrop.b() * x + toCrop.a() * y + toCrop.ty();
                if (u > -1 && u < crop.width() && v > -1 && v < crop.height()) {
                    Taps taps = Taps.at(u, v, crop);
                    int at = (y * photo.width() + x) * 3;
                    for (int c = 0; c < FaceImage.CHANNELS; c++) {
                        int value = blend.of(rgb[at + c] & 0xff, taps.of(crop, c), taps.coverage());
                        rgb[at + c] = (byte) Math.max(0, Math.min(255, value));
                    }
                }
            }
        }
        return photo.repainted(rgb);
    }

    private static FaceImage difference(FaceImage original, FaceImage protectedFace) {
        refuseOtherShape(original, protectedFace);
        float[] pixels = new float[original.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = protectedFace.pixels()[i] - original.pixels()[i];
        }
        return new FaceImage(original.width(), original.height(), pixels);
    }

    private static void refuseOtherShape(FaceImage original, FaceImage protectedFace) {
        if (!original.sameShapeAs(protectedFace)) {
            throw new IllegalArgumentException("a %d x %d crop cannot replace one of %d x %d"
                    .formatted(protectedFace.width(), protectedFace.height(), original.width(), original.height()));
        }
    }

    /** The photo's pixels that can lie in the crop's footprint; all bounds included. */
    private record Footprint(int left, int top, int right, int bottom) {

        static Footprint of(Photo photo, SimilarityTransform toCrop, FaceImage crop) {
            SimilarityTransform toPhoto = toCrop.inverse();
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 4; corner++) {
                int u = corner % 2 == 0 ? -1 : crop.width();
                int v = corner < 2 ? -1 : crop.height();
                double x = toPhoto.a() * u - toPhoto.b() * v + toPhoto.tx();
                double y = toPhoto.b() * u + toPhoto.a() * v + toPhoto.ty();
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x);
                bottom = Math.max(bottom, y);
            }
            return new Footprint(
                    (int) Math.max(0, Math.floor(left)),
                    (int) Math.max(0, Math.floor(top)),
                    (int) Math.min(photo.width() - 1, Math.ceil(right)),
                    (int) Math.min(photo.height() - 1, Math.ceil(bottom)));
        }
    }

    /** The four crop pixels around a place, with their bilinear weights; 0 for those outside the crop. */
    private record Taps(int left, int top, double[] weights) {

        static Taps at(double u, double v, FaceImage crop) {
            int left = (int) Math.floor(u);
            int top = (int) Math.floor(v);
            double fu = u - left;
            double fv = v - top;
            double west = left < 0 ? 0 : 1 - fu;
            double east = left + 1 >= crop.width() ? 0 : fu;
            double north = top < 0 ? 0 : 1 - fv;
            double south = top + 1 >= crop.height() ? 0 : fv;
            return new Taps(left, top, new double[] {north * west, north * east, south * west, south * east});
        }

        double coverage() {
            return weights[0] + weights[1] + weights[2] + weights[3];
        }

        double of(FaceImage crop, int channel) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                if (weights[i] > 0) {
                    sum += weights[i] * crop.at(channel, top + i / 2, left + i % 2);
                }
            }
            return sum;
        }
    }
}
