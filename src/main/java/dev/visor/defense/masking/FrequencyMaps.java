package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.BlockAxis;
import dev.visor.tensor.BlockDct;
import dev.visor.tensor.Scaled;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The maps of {@link BlockDct} that a masking keeps, and how strong each usually is.
 *
 * <p>The constant part of a block, DC, is never kept: most of a face's energy, and what the eye sees first. Of what is left the lowest
 * frequencies come first, in JPEG's zigzag order; PPFR-FD learns which to keep, in a way that could not be recovered.
 *
 * <p>A map's usual strength is its standard deviation in a picture of which two pixels are correlated by {@value #CORRELATION} to the
 * power of their distance, as strong as faces are: within a factor of about 2 that of the faces of ORL and LFW. It is a constant of the
 * representation, so that it tells nothing of anybody's data.
 */
final class FrequencyMaps {

    /** Correlation of neighboring pixels, in a face of 64. */
    private static final double CORRELATION = .95;

    /** Standard deviations of brightness and of color in cropped faces, in units of 128. */
    private static final double[] COLORS = {.38, .05, .05};

    /** Share of its usual strength below which a map of a photo counts as flat, and is not blown up. */
    private static final double FLAT = .1;

    private final BlockDct dct;
    private final float[] strengths;
    private final MapSolver solver;

    /** @param maps as {@link BlockDct} counts them, in rising order */
    FrequencyMaps(NDManager memory, int side, int[] maps) {
        dct = new BlockDct(memory, side, maps);
        double[][] axis = IntStream.range(0, BlockDct.BLOCK)
                .mapToObj(u -> products(BlockAxis.matrix(side, u)))
                .toArray(double[][]::new);
        strengths = new float[maps.length];
        for (int i = 0; i < maps.length; i++) {
            int frequency = maps[i] % BlockDct.FREQUENCIES;
            double variance = variance(axis[frequency / BlockDct.BLOCK], axis[frequency % BlockDct.BLOCK]);
            strengths[i] = (float) (COLORS[maps[i] / BlockDct.FREQUENCIES] * Math.sqrt(variance));
        }
        solver = new MapSolver(side, maps, strengths);
    }

    /**
     * The lowest frequencies of each color, without DC, in rising order.
     *
     * @param luma how many of brightness, 1..63
     * @param chroma how many of each of Cb and Cr, 0..63
     */
    static int[] lowest(int luma, int chroma) {
        if (luma < 1 || luma >= BlockDct.FREQUENCIES) {
            throw new IllegalArgumentException("luma must lie in 1..63, got " + luma);
        }
        if (chroma < 0 || chroma >= BlockDct.FREQUENCIES) {
            throw new IllegalArgumentException("chroma must lie in 0..63, got " + chroma);
        }
        int[] zigzag = IntStream.range(1, BlockDct.FREQUENCIES)
                .boxed()
                .sorted(Comparator.comparingInt((Integer f) -> f / BlockDct.BLOCK + f % BlockDct.BLOCK)
                        .thenComparing(f -> f))
                .mapToInt(f -> f)
                .toArray();
        return IntStream.range(0, 3)
                .flatMap(color ->
                        Arrays.stream(zigzag, 0, color == 0 ? luma : chroma).map(f -> color * BlockDct.FREQUENCIES + f))
                .sorted()
                .toArray();
    }

    /** Products of two weights of a row that lie 0, 1, 2 pixels apart, in sum, mean over rows: a block reaches no further. */
    private static double[] products(double[][] matrix) {
        double[] products = new double[3];
        for (double[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                for (int lag = 0; lag < products.length && i + lag < row.length; lag++) {
                    products[lag] += row[i] * row[i + lag] / matrix.length;
                }
            }
        }
        return products;
    }

    private static double variance(double[] vertical, double[] horizontal) {
        double sum = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                sum += vertical[Math.abs(dy)]
                        * horizontal[Math.abs(dx)]
                        * StrictMath.pow(CORRELATION, StrictMath.hypot(dy, dx));
            }
        }
        return sum;
    }

    int count() {
        return strengths.length;
    }

    /**
     * Returns maps in units of the usual strength.
     *
     * @param faces [N, 3, S, S], 0..255
     * @return [N, maps, S, S], of standard deviation about 1; differentiable in the faces
     */
    NDArray usual(NDArray faces) {
        NDArray maps = dct.forward(faces);
        return maps.mul(perMap(maps.getManager(), inverse()));
    }

    /** The maps as they are: [N, maps, S, S], differentiable in the faces. */
    NDArray raw(NDArray faces) {
        return dct.forward(faces);
    }

    /**
     * Returns the factors by which each raw map of each photo has to be multiplied for a root mean square of 1; a flat
     * one stays flat. Without DC the mean of a map is next to nothing, and is left.
     *
     * @param maps [N, maps, S, S]
     * @return [N, 1, maps], differentiable in the maps
     */
    NDArray standards(NDArray maps) {
        Shape shape = maps.getShape();
        float[] floors = new float[strengths.length];
        for (int i = 0; i < floors.length; i++) {
            floors[i] = (float) Math.pow(FLAT * strengths[i], 2);
        }
        NDArray length = maps.reshape(shape.get(0), 1, shape.get(1), -1).norm(new int[] {3}, false);
        NDArray floor = maps.getManager().create(floors, new Shape(1, 1, floors.length));
        NDArray power = Scaled.by(length.square(), 1. / (shape.get(2) * shape.get(3)));
        NDArray root = power.add(floor).sqrt();
        // Not a power of -1, which the graph would keep in memory that Java takes back: see Scaled.
        return root.onesLike().div(root);
    }

    /**
     * The faces of maps in units of the usual strength: those whose maps come closest. It is what anybody gets who knows the transform, and
     * the inverse with zeros in place of what was dropped would flatter a defense: the other frequencies tell a face but for its mean
     * brightness.
     *
     * @param maps [N, maps, S, S]
     * @return [N, 3, S, S], clipped to 0..255; no graph
     */
    NDArray faces(NDArray maps) {
        return Strategy.unrecorded(() -> {
            NDArray pulls = dct.transposed(maps.mul(perMap(maps.getManager(), inverse())));
            float[] colors = solver.solve(pulls.toFloatArray());
            return PixelScale.clipped(dct.faces(maps.getManager().create(colors, pulls.getShape())));
        });
    }

    private float[] inverse() {
        float[] inverse = new float[strengths.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / strengths[i];
        }
        return inverse;
    }

    private static NDArray perMap(NDManager manager, float[] values) {
        return manager.create(values, new Shape(1, values.length, 1, 1));
    }
}
