package dev.visor.recognizer;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;

/**
 * Cuts an aligned face out of a photo: bilinear, every pixel outside the photo is 0.
 *
 * <p>A crop pixel is one sample at its place in the photo, without smoothing first, as recognizers' own training
 * scripts warp. Values are not rounded: call {@link FaceImage#quantized()} for what an 8-bit crop would hold.
 */
public final class FaceCropper {

    private FaceCropper() {}

    /** @return side x side pixels, 0..255 */
    public static FaceImage crop(Photo photo, Landmarks landmarks, Crop crop) {
        return crop(photo, crop.fit(landmarks), crop.side());
    }

    /**
     * @param toCrop from photo pixels to crop pixels
     * @return side x side pixels, 0..255
     */
    public static FaceImage crop(Photo photo, SimilarityTransform toCrop, int side) {
        SimilarityTransform toPhoto = toCrop.inverse();
        int plane = side * side;
        float[] pixels = new float[FaceImage.CHANNELS * plane];
        for (int v = 0, at = 0; v < side; v++) {
            for (int u = 0; u < side; u++, at++) {
                double x = toPhoto.a() * u - toPhoto.b() * v + toPhoto.tx();
                double y = toPhoto.b() * u + toPhoto.a() * v + toPhoto.ty();
                sample(photo, x, y, pixels, at, plane);
            }
        }
        return new FaceImage(side, side, pixels);
    }

    private static void sample(Photo photo, double x, double y, float[] pixels, int at, int plane) {
        int width = photo.width();
        int height = photo.height();
        if (!(x > -1 && x < width && y > -1 && y < height)) {
            return;
        }
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float fx = (float) (x - left);
        float fy = (float) (y - top);
        byte[] rgb = photo.rgb();
        if (left >= 0 && top >= 0 && left + 1 < width && top + 1 < height) {
            int upper = (top * width + left) * 3;
            int lower = upper + width * 3;
            for (int c = 0; c < FaceImage.CHANNELS; c++) {
                float above = between(rgb[upper + c] & 0xff, rgb[upper + 3 + c] & 0xff, fx);
                float below = between(rgb[lower + c] & 0xff, rgb[lower + 3 + c] & 0xff, fx);
                pixels[c * plane + at] = between(above, below, fy);
            }
            return;
        }
        for (int c = 0; c < FaceImage.CHANNELS; c++) {
            float above = between(orZero(photo, left, top, c), orZero(photo, left + 1, top, c), fx);
            float below = between(orZero(photo, left, top + 1, c), orZero(photo, left + 1, top + 1, c), fx);
            pixels[c * plane + at] = between(above, below, fy);
        }
    }

    private static float between(float from, float to, float share) {
        return from + (to - from) * share;
    }

    private static float orZero(Photo photo, int x, int y, int channel) {
        return x < 0 || y < 0 || x >= photo.width() || y >= photo.height() ? 0 : photo.at(x, y, channel);
    }
}
