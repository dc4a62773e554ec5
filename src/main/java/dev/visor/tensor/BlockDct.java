package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The representation that frequency-domain masking starts from: faces, up-sampled 8 times, in YCbCr, cut into 8 x 8 blocks, each
 * of them transformed by an orthonormal DCT; one map of the face's own size for each color and frequency, 192 in all.
 *
 * <p>As in TFace (DCTDP, DuetFace, PartialFace): bilinear up-sampling with {@code align_corners=true}, JPEG's YCbCr around 0,
 * blocks that do not overlap. Up-sampling and transform are linear and the same along both axes, so the image of 8 times the
 * size is never made: with U [8S, S] the up-sampling and D the DCT of every block, map (u, v) of a color X is M_u X M_v',
 * where M_u [S, S] holds every eighth row of D U from the u-th. Only maps that are asked for are computed.
 *
 * <p>The way back is the pseudo-inverse, pinv(D U) = inv(U'U) U'D', with zeros for maps that are not there. TFace samples the
 * 8 times larger image down bilinearly instead, which does not give the face back: between two samples it cuts the corner that the
 * up-sampled image has at every pixel of the face.
 *
 * <p>Unit: that of images whose values lie in -1..1, so that a coefficient lies in -8..8.
 */
public final class BlockDct {

    /** Frequencies along one axis, and the side of a block. */
    public static final int BLOCK = 8;

    /** Frequencies of one color. */
    public static final int FREQUENCIES = BLOCK * BLOCK;

    /** Maps of all three colors. */
    public static final int MAPS = 3 * FREQUENCIES;

    /** Center of 8-bit values, and half their range. */
    private static final double HALF = 128;

    /** JPEG (JFIF 1.02), without the offset of 128 that Cb and Cr have there and that is taken off again here. */
    private static final double[][] YCBCR = {
        {.299, .587, .114},
        {-.299 / 1.772, -.587 / 1.772, .5},
        {.5, -.587 / 1.402, -.114 / 1.402}
    };

    private static final double[][] RGB = {
        {1, 0, 1.402},
        {1, -.114 * 1.772 / .587, -.299 * 1.402 / .587},
        {1, 1.772, 0}
    };

    private final int side;
    private final int[] maps;
    private final NDArray toColors;
    private final NDArray fromColors;

    /** Rows of all M_u that occur, one under the other: [frequencies that occur * S, S]. */
    private final NDArray down;

    private final NDArray downTurned;

    /** The inverse of all of them, side by side: [S, frequencies that occur * S]. */
    private final NDArray up;

    /** Places of frequencies in {@code down} and {@code up}; -1 if nowhere. */
    private final int[] places = new int[BLOCK];

    private final List<Group> groups = new ArrayList<>();

    /**
     * Maps of one color and one vertical frequency.
     *
     * @param across [S, columns * S]: their M_v' side by side
     * @param acrossTurned its transpose
     * @param back [columns * S, S]: the inverse
     */
    private record Group(int color, int u, int columns, NDArray across, NDArray acrossTurned, NDArray back) {}

    /**
     * @param memory owns the matrices
     * @param side S, of the faces, in pixels
     * @param maps which, in rising order: color * 64 + u * 8 + v, with u the vertical frequency
     */
    public BlockDct(NDManager memory, int side, int[] maps) {
        if (side < 1 || maps.length == 0 || !isRising(maps) || maps[0] < 0 || maps[maps.length - 1] >= MAPS) {
            throw new IllegalArgumentException(
                    "side must be at least 1 and maps some of 0..%d in rising order, got %d and %s"
                            .formatted(MAPS - 1, side, Arrays.toString(maps)));
        }
        this.side = side;
        this.maps = maps.clone();
        this.toColors = memory.create(floats(YCBCR), new Shape(3, 3));
        this.fromColors = memory.create(floats(RGB), new Shape(3, 3));
        double[][][] forward = new double[BLOCK][][];
        double[][][] inverse = new double[BLOCK][][];
        double[][] pseudo = BlockAxis.pseudoInverse(side);
        for (int u = 0; u < BLOCK; u++) {
            forward[u] = BlockAxis.matrix(side, u);
            inverse[u] = BlockAxis.everyEighthRowTurned(pseudo, side, u);
        }
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int map : maps) {
            rows.computeIfAbsent(map / BLOCK, row -> new ArrayList<>()).add(map % BLOCK);
        }
        List<Integer> vertical = rows.keySet().stream()
                .map(row -> row % BLOCK)
                .distinct()
                .sorted()
                .toList();
        Arrays.fill(places, -1);
        vertical.forEach(u -> places[u] = vertical.indexOf(u));
        this.down = stacked(memory, forward, vertical);
        this.downTurned = down.transpose().duplicate();
        try (NDArray standing = stacked(memory, inverse, vertical)) {
            this.up = standing.transpose().duplicate();
        }
        rows.forEach((row, columns) -> groups.add(group(memory, row, columns, forward, inverse)));
    }

    private static Group group(
            NDManager memory, int row, List<Integer> columns, double[][][] forward, double[][][] inverse) {
        NDArray standing = stacked(memory, forward, columns);
        return new Group(
                row / BLOCK,
                row % BLOCK,
                columns.size(),
                standing.transpose().duplicate(),
                standing,
                stacked(memory, inverse, columns));
    }

    /** The maps that are computed, in the order of the channels. */
    public int[] maps() {
        return maps.clone();
    }

    /**
     * Faces to maps.
     *
     * @param faces [N, 3, S, S], RGB, 0..255
     * @return [N, maps, S, S], differentiable in the faces
     */
    public NDArray forward(NDArray faces) {
        long n = faces.getShape().get(0);
        NDArray centered = Scaled.by(faces.reshape(n, 3, (long) side * side).sub(HALF), 1 / HALF);
        NDArray colors = beside(faces, toColors).matMul(centered).reshape(n, 3, side, side);
        NDArray rows = beside(faces, down).matMul(colors);
        List<NDArray> parts = new ArrayList<>();
        for (Group group : groups) {
            parts.add(rows.get(":, {}, {}:{}", group.color(), places[group.u()] * side, (places[group.u()] + 1) * side)
                    .reshape(n * side, side)
                    .matMul(group.across())
                    .reshape(n, side, group.columns(), side)
                    .transpose(0, 2, 1, 3));
        }
        return joined(parts, 1);
    }

    /**
     * Maps to faces; exact if all maps are there.
     *
     * @param coefficients [N, maps, S, S]
     * @return [N, 3, S, S], RGB, about 0..255, neither rounded nor clipped; differentiable in the coefficients
     */
    public NDArray inverse(NDArray coefficients) {
        return faces(joined(coefficients, up, Group::back));
    }

    /**
     * The transpose of the map from colors to coefficients, which solvers ask for.
     *
     * @param coefficients [N, maps, S, S]
     * @return [N, 3, S, S], Y, Cb and Cr
     */
    public NDArray transposed(NDArray coefficients) {
        return joined(coefficients, downTurned, Group::acrossTurned);
    }

    /**
     * Makes faces of colors that were transformed.
     *
     * @param colors [N, 3, S, S], Y, Cb and Cr around 0, in units of 128
     * @return [N, 3, S, S], RGB, about 0..255
     */
    public NDArray faces(NDArray colors) {
        long n = colors.getShape().get(0);
        NDArray centered = beside(colors, fromColors).matMul(colors.reshape(n, 3, (long) side * side));
        return Scaled.by(centered, HALF).add(HALF).reshape(n, 3, side, side);
    }

    /**
     * Adds up what all maps give to each color.
     *
     * @param upright [S, frequencies that occur * S], from the left
     * @param across [columns * S, S], from the right
     * @return [N, 3, S, S]
     */
    private NDArray joined(NDArray coefficients, NDArray upright, Function<Group, NDArray> across) {
        long n = coefficients.getShape().get(0);
        NDManager manager = coefficients.getManager();
        NDArray[][] rows = new NDArray[3][(int) (upright.getShape().get(1) / side)];
        int from = 0;
        for (Group group : groups) {
            int to = from + group.columns();
            rows[group.color()][places[group.u()]] = coefficients
                    .get(":, {}:{}", from, to)
                    .transpose(0, 2, 1, 3)
                    .reshape(n * side, (long) group.columns() * side)
                    .matMul(across.apply(group))
                    .reshape(n, 1, side, side);
            from = to;
        }
        List<NDArray> colors = new ArrayList<>();
        for (NDArray[] color : rows) {
            List<NDArray> parts = new ArrayList<>();
            for (NDArray part : color) {
                parts.add(part == null ? manager.zeros(new Shape(n, 1, side, side)) : part);
            }
            colors.add(beside(coefficients, upright).matMul(joined(parts, 2)));
        }
        return joined(colors, 1);
    }

    /** A product belongs to the manager of its left factor, which must be the batch's and not the matrices'. */
    private static NDArray beside(NDArray batch, NDArray matrix) {
        NDArray copy = matrix.duplicate();
        copy.attach(batch.getManager());
        return copy;
    }

    private static NDArray joined(List<NDArray> parts, int axis) {
        return parts.size() == 1 ? parts.get(0) : NDArrays.concat(new NDList(parts), axis);
    }

    /** Some of the matrices, one under the other. */
    private static NDArray stacked(NDManager memory, double[][][] matrices, List<Integer> which) {
        double[][] rows =
                which.stream().flatMap(u -> Arrays.stream(matrices[u])).toArray(double[][]::new);
        return memory.create(floats(rows), new Shape(rows.length, rows[0].length));
    }

    private static float[] floats(double[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return values;
    }

    private static boolean isRising(int[] maps) {
        for (int i = 1; i < maps.length; i++) {
            if (maps[i] <= maps[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
