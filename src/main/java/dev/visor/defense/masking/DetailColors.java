package dev.visor.defense.masking;

import java.util.Arrays;

/**
 * Faces as Y, Cb and Cr of 8 bit without LL, the mean of every 2 x 2 pixels, and back to RGB: what {@link LdpSlicing}
 * slices into bits.
 *
 * <p>Everything is counted in Java, in thousandths, so that it comes out the same on every device: a flat spot lies on
 * the edge between 127 and 128, which differ in all eight bits, and the last digit of a device's arithmetic would
 * decide there.
 */
final class DetailColors {

    /** JPEG's weights of brightness (JFIF 1.02), in thousandths. */
    private static final double[] LUMA = {299, 587, 114};

    /** Divisors of thousandths of Y, B - Y and R - Y. */
    private static final double[] UNITS = {1000, 1772, 1402};

    /** Gray, for details, which are around 0. */
    private static final double MIDDLE = 128;

    /** Gray of Cb and Cr on the way back, as the authors' code takes it. */
    private static final double NEUTRAL = 127.5;

    private static final double[][] RGB = {{1, 0, 1.402}, {1, -.344136, -.714136}, {1, 1.772, 0}};

    private DetailColors() {}

    /**
     * Slices a face.
     *
     * @param pixels R, G and B of {@code side} x {@code side} pixels each, 0..255, from {@code offset} on
     * @return Y, Cb and Cr, each row by row, 0..255: 128 is flat; rounded, halves up, and clipped
     */
    static int[][] of(float[] pixels, int offset, int side) {
        int area = side * side;
        double[][] planes = new double[UNITS.length][area];
        for (int i = 0; i < area; i++) {
            double red = pixels[offset + i];
            double green = pixels[offset + area + i];
            double blue = pixels[offset + 2 * area + i];
            double luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
            planes[0][i] = luma;
            planes[1][i] = 1000 * blue - luma;
            planes[2][i] = 1000 * red - luma;
        }
        int[][] colors = new int[UNITS.length][];
        for (int color = 0; color < colors.length; color++) {
            double unit = UNITS[color];
            colors[color] = Arrays.stream(
                            Haar.of(planes[color], side).withoutSums().inverse())
                    .mapToInt(detail -> (int) clipped(Math.floor(MIDDLE + .5 + detail / unit)))
                    .toArray();
        }
        return colors;
    }

    /**
     * Returns a color of a pixel.
     *
     * @param channel 0, 1, 2 for R, G, B
     * @param y 0..255, as cb and cr
     * @return 0..255, clipped, not rounded
     */
    static double rgb(int channel, int y, int cb, int cr) {
        double[] row = RGB[channel];
        return clipped(row[0] * y + row[1] * (cb - NEUTRAL) + row[2] * (cr - NEUTRAL));
    }

    private static double clipped(double value) {
        return Math.min(255, Math.max(0, value));
    }

    /**
     * Returns what a unit of each of R, G and B adds to each of them on the way there and back, if each of Y, Cb and Cr
     * is scaled in between.
     *
     * @return 3 x 3, row by row: to, from
     */
    static float[] thereAndBack(double[] scales) {
        float[] matrix = new float[9];
        for (int i = 0; i < matrix.length; i++) {
            int from = i % 3;
            double sum = 0;
            for (int color = 0; color < UNITS.length; color++) {
                double own = (color == 1 && from == 2) || (color == 2 && from == 0) ? 1000 : 0;
                double there = (color == 0 ? LUMA[from] : own - LUMA[from]) / UNITS[color];
                sum += RGB[i / 3][color] * scales[color] * there;
            }
            matrix[i] = (float) sum;
        }
        return matrix;
    }
}
