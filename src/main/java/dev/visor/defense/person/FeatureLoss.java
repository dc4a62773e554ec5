package dev.visor.defense.person;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/** The loss by which protected embeddings are driven away from a person's clean ones; it is made smaller. */
public enum FeatureLoss {
    /** Minus the angle to the own clean embedding, in radians, summed over surrogates: P3-Mask. */
    ANGLE,
    /** The cosine to the own clean embedding, its mean over surrogates: the P3-Mask that Protego compares with. */
    COSINE,
    /** Minus the mean squared difference from the own clean embedding: FI-UAP. */
    SQUARED_DIFFERENCE,
    /** The mean cosine to all clean embeddings of the person: FI-UAP-all. */
    ALL_PAIRS,
    /** Minus the mean squared difference from the mean clean embedding: OPOM-ClassCenter. */
    CENTER,
    /** Minus the mean squared difference from the nearest affine combination of clean embeddings: OPOM-AffineHull. */
    AFFINE_HULL,
    /** Minus the mean squared difference from the nearest convex combination of clean embeddings: OPOM-ConvexHull. */
    CONVEX_HULL,
    /**
     * The cosine to the own clean embedding, and minus the logarithm of the determinant of the protected embeddings' Gram matrix, which drives
     * protected photos away from each other; means over surrogates: Protego.
     */
    VOLUME;

    /** Keeps half a chord from reaching 1, where the angle's slope is infinite. */
    private static final double MOST_CHORD = 1 - 1e-7;

    /** Keeps the root of a chord from 0, likewise; it adds 1e-6 to a chord of 0, and nothing to others. */
    private static final double LEAST_SQUARE = 1e-12;

    /** Added to the Gram matrix's diagonal, and to its determinant. */
    private static final double RIDGE = 1e-4;

    /**
     * The loss of a batch at one surrogate, for the gradient with respect to what was seen.
     *
     * <p>Of {@link #VOLUME} only the gradient is right: the determinant is taken outside of the graph.
     *
     * @param seen [B, d], protected, unit rows
     * @param own [B, d], the same photos, clean
     * @param all [n, d], all clean photos of the person
     * @param round from 0
     * @return a scalar: the mean over the batch, before the mean or sum over surrogates
     */
    NDArray of(NDArray seen, NDArray own, NDArray all, int round) {
        return switch (this) {
            case ANGLE -> angles(seen, own).mean().neg();
            case COSINE -> cosines(seen, own).mean();
            case SQUARED_DIFFERENCE -> seen.sub(own).square().mean().neg();
            case ALL_PAIRS -> seen.matMul(all.transpose()).mean();
            case CENTER -> toHull(Hull.CENTER, seen, all);
            case AFFINE_HULL -> toHull(Hull.AFFINE, seen, all);
            // The first rounds lead out of the hull, within which there is nothing to gain.
            case CONVEX_HULL -> toHull(round < CENTER_ROUNDS ? Hull.CENTER : Hull.CONVEX, seen, all);
            case VOLUME -> cosines(seen, own).mean().add(logDeterminant(seen));
        };
    }

    /** The rounds in which {@link #CONVEX_HULL} does as {@link #CENTER}. */
    private static final int CENTER_ROUNDS = 5;

    /** Returns the word by which what the loss counts is known in learning curves; none of {@link #VOLUME}, whose value is not computed. */
    Optional<String> figure() {
        return switch (this) {
            case ANGLE -> Optional.of("angle");
            case COSINE, ALL_PAIRS -> Optional.of("cosine");
            case SQUARED_DIFFERENCE, CENTER, AFFINE_HULL, CONVEX_HULL -> Optional.of("squared_difference");
            case VOLUME -> Optional.empty();
        };
    }

    /** Returns what a loss counts, without the sign that lets it be made smaller: an angle, a difference, a cosine. */
    double counted(double loss) {
        return this == COSINE || this == ALL_PAIRS || this == VOLUME ? loss : -loss;
    }

    /** Whether the losses of several surrogates are summed; otherwise their mean is taken. */
    boolean sums() {
        return this == ANGLE;
    }

    /** Angles of unit rows, as 2 asin(chord / 2): equal to arccos of the cosine, with a slope that stays finite. */
    static NDArray angles(NDArray seen, NDArray own) {
        NDArray chord =
                seen.sub(own).square().sum(new int[] {1}).add(LEAST_SQUARE).sqrt();
        return Scaled.by(Scaled.by(chord, .5).clip(0, MOST_CHORD).asin(), 2);
    }

    private static NDArray cosines(NDArray seen, NDArray own) {
        return seen.mul(own).sum(new int[] {1});
    }

    /** Coefficients are held while the gradient is taken: the nearest point moves along the hull, which changes no distance. */
    private static NDArray toHull(Hull hull, NDArray seen, NDArray all) {
        double[][] corners = rows(all);
        double[][] points = rows(seen.stopGradient());
        double[] coefficients = new double[points.length * corners.length];
        for (int i = 0; i < points.length; i++) {
            double[] nearest = hull.nearest(corners, points[i]);
            System.arraycopy(nearest, 0, coefficients, i * nearest.length, nearest.length);
        }
        NDArray foot = constant(seen, coefficients, new Shape(points.length, corners.length))
                .matMul(all);
        return seen.sub(foot).square().mean().neg();
    }

    /** Has the gradient of -log(det(G + rI) + r), G the Gram matrix: -det / (det + r) (G + rI)^-1, by which G is multiplied. */
    private static NDArray logDeterminant(NDArray seen) {
        NDArray gram = seen.matMul(seen.transpose());
        double[][] values = rows(gram.stopGradient());
        IntStream.range(0, values.length).forEach(i -> values[i][i] += RIDGE);
        LUDecomposition decomposed = new LUDecomposition(new Array2DRowRealMatrix(values, false), 0);
        double determinant = decomposed.getDeterminant();
        double factor = -determinant / (determinant + RIDGE);
        double[][] inverse = decomposed.getSolver().getInverse().getData();
        double[] slopes = new double[values.length * values.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = factor * inverse[i / values.length][i % values.length];
        }
        return gram.mul(constant(seen, slopes, gram.getShape())).sum();
    }

    /** Values beside an array, of its type. */
    private static NDArray constant(NDArray beside, double[] values, Shape shape) {
        return beside.getManager().create(values, shape).toType(beside.getDataType(), false);
    }

    private static double[][] rows(NDArray matrix) {
        double[] values = matrix.toType(DataType.FLOAT64, false).toDoubleArray();
        int rows = (int) matrix.getShape().get(0);
        int columns = values.length / rows;
        return IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToDouble(column -> values[row * columns + column])
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The loss of a batch over all surrogates: a scalar. */
    NDArray of(List<NDArray> seen, List<NDArray> own, List<NDArray> all, int round) {
        NDArray sum = IntStream.range(0, seen.size())
                .mapToObj(s -> of(seen.get(s), own.get(s), all.get(s), round))
                .reduce(NDArray::add)
                .orElseThrow();
        return sums() ? sum : Scaled.by(sum, 1. / seen.size());
    }
}
