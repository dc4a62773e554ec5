package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;

/**
 * A fixed bank of features in place of a trained encoder: block cosines of luminance and two color differences at strides 4 and 8.
 *
 * <p>Each cell of 4 x 4 pixels has the 48 coefficients of its own discrete cosine transform (DCT-II, three colors of 16) and the 48 lowest, 4 x 4 a color,
 * of the block of 8 x 8 pixels that it lies in. They are scaled by the frequency, since natural images hold less of the higher
 * ones, and lie in about -1..1. Nothing is learned, nothing is lost at stride 4, and no recognizer's own eyes are used.
 */
final class CosineBank {

    /** Pixels along the side of a cell, and of the larger blocks. */
    static final int CELL = 4;

    static final int BLOCK = 8;

    /** Frequencies that are kept along either axis. */
    private static final int FREQUENCIES = 4;

    private static final int A_COLOR = FREQUENCIES * FREQUENCIES;

    /** Features of a cell. */
    static final int CHANNELS = 2 * FaceImage.CHANNELS * A_COLOR;

    /** JPEG's luminance and color differences, of pixels in -1..1. */
    private static final double[][] COLORS = {
        {.299, .587, .114},
        {-.168736, -.331264, .5},
        {.5, -.418688, -.081312}
    };

    private CosineBank() {}

    /**
     * Describes a face.
     *
     * @param face whose sides are multiples of {@value #BLOCK} pixels
     * @return channel by channel, row by row of cells
     */
    static float[] of(FaceImage face) {
        int across = face.width() / CELL;
        int cells = across * (face.height() / CELL);
        float[] features = new float[CHANNELS * cells];
        double[][] colors = colors(face);
        double[][] fine = cosines(CELL);
        double[][] coarse = cosines(BLOCK);
        for (int cell = 0; cell < cells; cell++) {
            int y = cell / across * CELL;
            int x = cell % across * CELL;
            for (int color = 0; color < colors.length; color++) {
                int at = color * A_COLOR;
                fill(features, at * cells + cell, cells, colors[color], face.width(), y, x, fine);
                int wide = (colors.length + color) * A_COLOR;
                fill(features, wide * cells + cell, cells, colors[color], face.width(), y & -BLOCK, x & -BLOCK, coarse);
            }
        }
        return features;
    }

    private static void fill(
            float[] features, int first, int step, double[] color, int width, int top, int left, double[][] cosines) {
        int side = cosines[0].length;
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int v = 0; v < FREQUENCIES; v++) {
                double sum = 0;
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        sum += cosines[u][y] * cosines[v][x] * color[(top + y) * width + left + x];
                    }
                }
                features[first + (u * FREQUENCIES + v) * step] = (float) (sum / side * (1 + u + v));
            }
        }
    }

    /** Returns orthonormal cosines: [frequency][pixel]. */
    private static double[][] cosines(int side) {
        double[][] cosines = new double[FREQUENCIES][side];
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int x = 0; x < side; x++) {
                cosines[u][x] = StrictMath.sqrt((u == 0 ? 1. : 2.) / side)
                        * StrictMath.cos((2 * x + 1) * u * StrictMath.PI / (2 * side));
            }
        }
        return cosines;
    }

    private static double[][] colors(FaceImage face) {
        int size = face.width() * face.height();
        double[][] colors = new double[COLORS.length][size];
        for (int color = 0; color < COLORS.length; color++) {
            for (int i = 0; i < size; i++) {
                for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                    colors[color][i] += COLORS[color][channel] * (face.pixels()[channel * size + i] / 127.5 - 1);
                }
            }
        }
        return colors;
    }
}
