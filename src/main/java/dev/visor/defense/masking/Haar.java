package dev.visor.defense.masking;

/**
 * One level of the orthonormal Haar transform of a square plane: of every 2 x 2 pixels (a b / c d) half their sum,
 * which is LL, and half the differences between rows, between columns, and between diagonals, which other authors call
 * LH, HL and HH in either order. Haar, "Zur Theorie der orthogonalen Funktionensysteme", Mathematische Annalen 1910;
 * signs and borders as PyWavelets' {@code haar} has them.
 *
 * <p>Nothing is rounded for values that are whole numbers below 2^50: sums and halves of them are exact.
 *
 * @param side of the plane, even; each band has a quarter of its values, row by row
 * @param sums (a + b + c + d) / 2
 * @param rows (a + b - c - d) / 2
 * @param columns (a - b + c - d) / 2
 * @param diagonals (a - b - c + d) / 2
 */
record Haar(int side, double[] sums, double[] rows, double[] columns, double[] diagonals) {

    /**
     * Transforms a plane.
     *
     * @param plane of {@code side} x {@code side} values, row by row
     * @throws IllegalArgumentException if the side is odd
     */
    static Haar of(double[] plane, int side) {
        if (side < 2 || side % 2 != 0) {
            throw new IllegalArgumentException("the Haar transform pairs pixels: a side must be even, got " + side);
        }
        int half = side / 2;
        Haar bands = new Haar(
                side,
                new double[half * half],
                new double[half * half],
                new double[half * half],
                new double[half * half]);
        for (int i = 0; i < half * half; i++) {
            int at = corner(i, side);
            double a = plane[at];
            double b = plane[at + 1];
            double c = plane[at + side];
            double d = plane[at + side + 1];
            bands.sums[i] = (a + b + c + d) / 2;
            bands.rows[i] = (a + b - c - d) / 2;
            bands.columns[i] = (a - b + c - d) / 2;
            bands.diagonals[i] = (a - b - c + d) / 2;
        }
        return bands;
    }

    /** Returns the bands with zeros in place of the sums: of every 2 x 2 pixels the mean is gone. */
    Haar withoutSums() {
        return new Haar(side, new double[sums.length], rows, columns, diagonals);
    }

    /** Returns the plane of these bands, row by row. */
    double[] inverse() {
        double[] plane = new double[side * side];
        for (int i = 0; i < sums.length; i++) {
            int at = corner(i, side);
            plane[at] = (sums[i] + rows[i] + columns[i] + diagonals[i]) / 2;
            plane[at + 1] = (sums[i] + rows[i] - columns[i] - diagonals[i]) / 2;
            plane[at + side] = (sums[i] - rows[i] + columns[i] - diagonals[i]) / 2;
            plane[at + side + 1] = (sums[i] - rows[i] - columns[i] + diagonals[i]) / 2;
        }
        return plane;
    }

    /** Returns where the i-th 2 x 2 pixels begin. */
    private static int corner(int i, int side) {
        return i / (side / 2) * 2 * side + i % (side / 2) * 2;
    }
}
