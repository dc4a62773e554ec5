package dev.visor.attack.inversion.algebra;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** The rows of a matrix, in Java. */
public final class Rows {

    private Rows() {}

    /** @param matrix [N, values] */
    public static float[][] of(NDArray matrix) {
        int n = (int) matrix.getShape().get(0);
        float[] values = matrix.toFloatArray();
        int each = values.length / n;
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(values, i * each, (i + 1) * each);
        }
        return rows;
    }

    /** Returns rows in double precision. */
    public static double[][] exact(NDArray matrix) {
        float[][] rows = of(matrix);
        double[][] exact = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                exact[i][j] = rows[i][j];
            }
        }
        return exact;
    }
}
