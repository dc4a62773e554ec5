package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.attack.inversion.algebra.SymmetricMatrix;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The principal components of faces: Turk and Pentland, "Eigenfaces for Recognition", 1991.
 *
 * @param mean of all faces, -1..1
 * @param axes unit vectors, that of the largest variance first
 * @param deviations standard deviations along them
 */
public record EigenFaces(float[] mean, float[][] axes, double[] deviations) {

    /** Passes of subspace iteration: the share of variance that 64 components explain stands still long before. */
    private static final int PASSES = 12;

    /** More photos change the leading components no more than a pixel step. */
    private static final int ENOUGH = 2000;

    /**
     * Finds them, by subspace iteration and a last exact turn (Halko et al., SIAM Review 2011, Algorithm 4.4).
     *
     * @param components at most one less than there are faces
     */
    public static EigenFaces of(AuxiliaryFaces faces, int components, RandomGenerator random, NDManager parent) {
        int n = Math.min(faces.rows().size(), ENOUGH);
        if (components < 1 || components >= n) {
            throw new IllegalArgumentException(
                    "%d faces have at least 1 and at most %d components, not %d".formatted(n, n - 1, components));
        }
        int[] spread = IntStream.range(0, n)
                .map(i -> (int) ((long) i * faces.rows().size() / n))
                .toArray();
        try (NDManager scope = parent.newSubManager()) {
            NDArray rows = faces.of(scope, spread);
            NDArray mean = rows.mean(new int[] {0});
            NDArray centered = rows.sub(mean);
            NDArray basis = Gaussian.values(scope, new Shape(faces.width(), components), 1, random);
            for (int pass = 0; pass < PASSES; pass++) {
                basis = orthonormal(basis, scope);
                basis = centered.transpose().matMul(centered.matMul(basis));
            }
            basis = orthonormal(basis, scope);
            NDArray seen = centered.matMul(basis);
            SymmetricMatrix covariance = SymmetricMatrix.of(seen.transpose().matMul(seen), 1. / n);
            SymmetricMatrix.Eigen eigen = covariance.eigen();
            NDArray turned = basis.matMul(eigen.vectors(scope));
            double[] deviations = Arrays.stream(eigen.values())
                    .map(value -> Math.sqrt(Math.max(0, value)))
                    .toArray();
            return new EigenFaces(mean.toFloatArray(), columns(turned), deviations);
        }
    }

    /**
     * Returns the components of a face, in standard deviations.
     *
     * @param row of {@link AuxiliaryFaces}
     */
    public float[] code(float[] row) {
        float[] code = new float[axes.length];
        for (int k = 0; k < code.length; k++) {
            double product = 0;
            for (int i = 0; i < row.length; i++) {
                product += (row[i] - mean[i]) * axes[k][i];
            }
            code[k] = (float) (deviations[k] > 0 ? product / deviations[k] : 0);
        }
        return code;
    }

    /** A component's value at a pixel, times its standard deviation. */
    public double scaled(int component, int pixel) {
        return deviations[component] * axes[component][pixel];
    }

    /** All components times their standard deviations: [components, pixels]. */
    public NDArray scaled(NDManager manager) {
        float[] values = new float[axes.length * mean.length];
        for (int k = 0; k < axes.length; k++) {
            for (int i = 0; i < mean.length; i++) {
                values[k * mean.length + i] = (float) scaled(k, i);
            }
        }
        return manager.create(values, new Shape(axes.length, mean.length));
    }

    /** An orthonormal basis of what the columns span. */
    private static NDArray orthonormal(NDArray columns, NDManager scope) {
        // Each column brought to length one first, as squares of squares would not fit in 32 bits.
        NDArray even = columns.div(columns.norm(new int[] {0}, true));
        SymmetricMatrix gram = SymmetricMatrix.of(even.transpose().matMul(even), 1);
        return even.matMul(gram.inverseRoot(scope));
    }

    private static float[][] columns(NDArray matrix) {
        int rows = (int) matrix.getShape().get(0);
        int columns = (int) matrix.getShape().get(1);
        float[] values = matrix.transpose().toFloatArray();
        return IntStream.range(0, columns)
                .mapToObj(k -> Arrays.copyOfRange(values, k * rows, (k + 1) * rows))
                .toArray(float[][]::new);
    }
}
