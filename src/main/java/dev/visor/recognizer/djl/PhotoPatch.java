package dev.visor.recognizer.djl;

import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.Arrays;

/**
 * Cuts an upright patch out of a photo, turned and scaled, each patch pixel the mean of what it covers.
 *
 * <p>A shrinking patch takes several bilinear samples a pixel, as many in a row as it shrinks; beyond its border the photo
 * is grey.
 */
public final class PhotoPatch {

    /** Value of a pixel outside the photo; the nets' zero. */
    private static final float OUTSIDE = 127;

    private PhotoPatch() {}

    /**
     * The patch's red, green and blue planes: 3 x height x width values, 0..255.
     *
     * @param toPhoto from patch pixels to photo pixels
     */
    public static float[] cut(Photo photo, SimilarityTransform toPhoto, int width, int height) {
        int fine = (int) Math.max(1, Math.ceil(toPhoto.scale() - 1e-6));
        float[] patch = new float[3 * height * width];
        float[] sum = new float[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Arrays.fill(sum, 0);
                for (int i = 0; i < fine * fine; i++) {
                    double dx = (i % fine + .5) / fine - .5;
                    double dy = (i / fine + .5) / fine - .5;
                    add(photo, toPhoto.apply(new Point(x + dx, y + dy)), sum);
                }
                for (int channel = 0; channel < 3; channel++) {
                    patch[(channel * height + y) * width + x] = sum[channel] / (fine * fine);
                }
            }
        }
        return patch;
    }

    /** Adds the bilinear sample at the place. */
    private static void add(Photo photo, Point at, float[] sum) {
        int left = (int) Math.floor(at.x());
        int top = (int) Math.floor(at.y());
        float right = (float) (at.x() - left);
        float below = (float) (at.y() - top);
        if (left >= 0 && top >= 0 && left + 1 < photo.width() && top + 1 < photo.height()) {
            addInner(photo, 3 * (top * photo.width() + left), right, below, sum);
            return;
        }
        for (int channel = 0; channel < 3; channel++) {
            float upper = value(photo, left, top, channel) * (1 - right) + value(photo, left + 1, top, channel) * right;
            float lower = value(photo, left, top + 1, channel) * (1 - right)
                    + value(photo, left + 1, top + 1, channel) * right;
            sum[channel] += upper * (1 - below) + lower * below;
        }
    }

    /** Adds the sample of four pixels that all lie in the photo, as almost all do. */
    private static void addInner(Photo photo, int corner, float right, float below, float[] sum) {
        byte[] rgb = photo.rgb();
        int under = corner + 3 * photo.width();
        for (int channel = 0; channel < 3; channel++) {
            float upper = (rgb[corner + channel] & 0xff) * (1 - right) + (rgb[corner + channel + 3] & 0xff) * right;
            float lower = (rgb[under + channel] & 0xff) * (1 - right) + (rgb[under + channel + 3] & 0xff) * right;
            sum[channel] += upper * (1 - below) + lower * below;
        }
    }

    private static float value(Photo photo, int x, int y, int channel) {
        boolean inside = x >= 0 && y >= 0 && x < photo.width() && y < photo.height();
        return inside ? photo.at(x, y, channel) : OUTSIDE;
    }
}
