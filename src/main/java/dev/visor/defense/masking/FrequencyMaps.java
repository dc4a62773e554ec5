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
 * <p>A map's usual strength is its standard deviation in a picture whose neighboring pixels are correlated by {@value #CORRELATION} along
 * either axis (a first-order Markov field, Jain, "Fundamentals of Digital Image Processing", 1989), as strong as faces are.
 * It is a constant of the representation, so that it tells nothing of anybody's data.
 */
final class FrequencyMaps {

    /** Of neighboring pixels, in a face of 64. */
    private static final double CORRELATION = .97;

    /** Standard deviations of brightness and of color in cropped faces, in units of 128. */
    private static final double[] COLORS = {.42, .08, .08};

    /** Share of its usual strength below which a map of a photo counts as flat, and is not blown up. */
    private static final double FLAT = .1;

    private final BlockDct dct;
    private final float[] strengths;

    /** @param maps as {@link BlockDct} counts them, in rising order */
    FrequencyMaps(NDManager memory, int side, int[] maps) {
        dct = new BlockDct(memory, side, maps);
        double[] axis = IntStream.range(0, BlockDct.BLOCK)
                .mapToDouble(u -> variance(BlockAxis.matrix(side, u)))
                .toArray();
        strengths = new float[maps.length];
        for (int i = 0; i < maps.length; i++) {
            int frequency = maps[i] % BlockDct.FREQUENCIES;
            double variance = axis[frequency / BlockDct.BLOCK] * axis[frequency % BlockDct.BLOCK];
            strengths[i] = (float) (COLORS[maps[i] / BlockDct.FREQUENCIES] * Math.sqrt(variance));
        }
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

    /** Of one axis, over its blocks, in a Markov chain of variance 1. */
    private static double variance(double[][] matrix) {
        double sum = 0;
        for (double[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                for (int j = 0; j < row.length; j++) {
                    if (row[i] != 0 && row[j] != 0) {
                        sum += row[i] * row[j] * StrictMath.pow(CORRELATION, Math.abs(i - j));
                    }
                }
            }
        }
        return sum / matrix.length;
    }

    int count() {
        return strengths.length;
    }

    /**
     * In units of the usual strength.
     *
     * @param faces [N, 3, S, S], 0..255
     * @return [N, maps, S, S], of standard deviation about 1; differentiable in the faces
     */
    NDArray usual(NDArray faces) {
        NDArray maps = dct.forward(faces);
        float[] inverse = new float[strengths.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / strengths[i];
        }
        return maps.mul(perMap(maps.getManager(), inverse));
    }

    /** The maps as they are: [N, maps, S, S], differentiable in the faces. */
    NDArray raw(NDArray faces) {
        return dct.forward(faces);
    }

    /**
     * By what each raw map of each photo has to be multiplied for a root mean square of 1; a flat one stays flat. Without DC the mean of
     * a map is next to nothing, and is left.
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
        return power.add(floor).sqrt().pow(-1);
    }

    /**
     * The faces of maps in units of the usual strength, with nothing where a map was not kept.
     *
     * @param maps [N, maps, S, S]
     * @return [N, 3, S, S], clipped to 0..255
     */
    NDArray faces(NDArray maps) {
        return PixelScale.clipped(dct.inverse(maps.mul(perMap(maps.getManager(), strengths))));
    }

    private static NDArray perMap(NDManager manager, float[] values) {
        return manager.create(values, new Shape(1, values.length, 1, 1));
    }
}
