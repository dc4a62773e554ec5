package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.util.Arrays;

/**
 * Colors that are given by their primaries and a tone curve, as the same colors in sRGB, clipped to what it can show. White
 * stays white, whatever its tint.
 */
final class Primaries {

    private static final double[][] XYZ_TO_SRGB = inverse(toXyz(PngColors.SRGB_PRIMARIES));

    private static final int STEPS = 1 << 12;

    private final double[][] matrix;
    private final double[] light = new double[256];

    /** @param xy of white, red, green and blue, in hundred thousandths */
    Primaries(int[] xy, Tone tone) {
        this.matrix = product(XYZ_TO_SRGB, toXyz(xy));
        normalize(matrix);
        Arrays.setAll(light, value -> tone.light(value / 255.));
    }

    /** Whether they span a triangle with white in it, more or less. */
    static boolean sound(int[] xy) {
        for (int i = 0; i < xy.length; i++) {
            if (xy[i] < 0 || xy[i] > 100_000) {
                return false;
            }
        }
        double[][] matrix = columns(xy);
        return xy[1] > 0 && xy[3] > 0 && xy[5] > 0 && xy[7] > 0 && Math.abs(determinant(matrix)) > 1e-3;
    }

    Photo toSrgb(Photo photo) {
        byte[] srgb = new byte[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double value = i / (double) STEPS;
            // The square spreads the steps out where the curve is steep.
            srgb[i] = (byte) Math.rint(255 * Tone.srgb(value * value));
        }
        byte[] rgb = new byte[photo.rgb().length];
        for (int at = 0; at < rgb.length; at += 3) {
            double r = light[photo.rgb()[at] & 0xff];
            double g = light[photo.rgb()[at + 1] & 0xff];
            double b = light[photo.rgb()[at + 2] & 0xff];
            for (int c = 0; c < 3; c++) {
                double seen = matrix[c][0] * r + matrix[c][1] * g + matrix[c][2] * b;
                rgb[at + c] = srgb[(int) Math.rint(STEPS * Math.sqrt(Math.max(0, Math.min(1, seen))))];
            }
        }
        return photo.repainted(rgb);
    }

    /** Rows that add up to 1: equal amounts of all three are grey before and after. */
    private static void normalize(double[][] matrix) {
        for (double[] row : matrix) {
            double sum = row[0] + row[1] + row[2];
            for (int i = 0; i < 3; i++) {
                row[i] /= sum;
            }
        }
    }

    private static double[][] columns(int[] xy) {
        double[][] columns = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double x = xy[2 + 2 * i] / 1e5;
            double y = xy[3 + 2 * i] / 1e5;
            columns[0][i] = x;
            columns[1][i] = y;
            columns[2][i] = 1 - x - y;
        }
        return columns;
    }

    /** Light of the three primaries as CIE XYZ, so that all of them together are white. */
    private static double[][] toXyz(int[] xy) {
        double[][] columns = columns(xy);
        double[][] inverse = inverse(columns);
        double y = xy[1] / 1e5;
        double[] white = {xy[0] / 1e5 / y, 1, (1 - xy[0] / 1e5 - y) / y};
        for (int i = 0; i < 3; i++) {
            double share = inverse[i][0] * white[0] + inverse[i][1] * white[1] + inverse[i][2] * white[2];
            for (int row = 0; row < 3; row++) {
                columns[row][i] *= share;
            }
        }
        return columns;
    }

    private static double[][] product(double[][] one, double[][] other) {
        double[][] product = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                for (int j = 0; j < 3; j++) {
                    product[i][k] += one[i][j] * other[j][k];
                }
            }
        }
        return product;
    }

    private static double determinant(double[][] m) {
        double all = 0;
        for (int i = 0; i < 3; i++) {
            all += m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] - m[1][(i + 2) % 3] * m[2][(i + 1) % 3]);
        }
        return all;
    }

    private static double[][] inverse(double[][] m) {
        double determinant = determinant(m);
        double[][] inverse = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                double minor = m[(k + 1) % 3][(i + 1) % 3] * m[(k + 2) % 3][(i + 2) % 3]
                        - m[(k + 1) % 3][(i + 2) % 3] * m[(k + 2) % 3][(i + 1) % 3];
                inverse[i][k] = minor / determinant;
            }
        }
        return inverse;
    }
}
