package dev.visor.recognizer.djl;

import dev.visor.core.image.Photo;

/**
 * Resamples a photo, or a rectangle of it, by area: each pixel is the mean of the whole pixels that it touches, as
 * PyTorch's {@code interpolate(mode="area")}, that is adaptive average pooling, has it.
 *
 * <p>From a summed-area table, so that a mean costs four look-ups whatever its area. The sums may wrap around: their
 * differences are exact up to eight million pixels a mean.
 */
final class AreaPyramid {

    private final int width;
    private final int height;
    private final int[][] sums;

    AreaPyramid(Photo photo) {
        this.width = photo.width();
        this.height = photo.height();
        int stride = width + 1;
        this.sums = new int[3][stride * (height + 1)];
        for (int c = 0; c < 3; c++) {
            int[] sum = sums[c];
            for (int y = 0; y < height; y++) {
                int row = 0;
                int from = y * width * 3 + c;
                int to = (y + 1) * stride + 1;
                for (int x = 0; x < width; x++, from += 3, to++) {
                    row += photo.rgb()[from] & 0xff;
                    sum[to] = sum[to - stride] + row;
                }
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * Writes the rectangle, resampled, as planar RGB 0..255.
     *
     * @param left first column; {@code right} is the one after the last, likewise for rows
     * @param out receives 3 x outHeight x outWidth values from {@code offset} on
     */
    void resample(int left, int top, int right, int bottom, int outWidth, int outHeight, float[] out, int offset) {
        int stride = width + 1;
        int[] from = new int[outWidth];
        int[] to = new int[outWidth];
        for (int x = 0; x < outWidth; x++) {
            from[x] = left + first(x, right - left, outWidth);
            to[x] = left + end(x, right - left, outWidth);
        }
        int at = offset;
        for (int[] sum : sums) {
            for (int y = 0; y < outHeight; y++) {
                int y0 = top + first(y, bottom - top, outHeight);
                int y1 = top + end(y, bottom - top, outHeight);
                int upper = y0 * stride;
                int lower = y1 * stride;
                for (int x = 0; x < outWidth; x++) {
                    int total = sum[lower + to[x]] - sum[upper + to[x]] - sum[lower + from[x]] + sum[upper + from[x]];
                    out[at++] = (float) Integer.toUnsignedLong(total) / ((to[x] - from[x]) * (y1 - y0));
                }
            }
        }
    }

    private static int first(int i, int in, int out) {
        return (int) ((long) i * in / out);
    }

    private static int end(int i, int in, int out) {
        return (int) (((long) (i + 1) * in + out - 1) / out);
    }
}
