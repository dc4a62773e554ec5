package dev.visor.defense.masking;

import dev.visor.tensor.BlockAxis;
import dev.visor.tensor.BlockDct;
import java.util.Arrays;

/**
 * Finds the colors whose maps come closest to given ones, in units of their usual strength: the least-squares solution of {@link BlockDct}
 * by conjugate gradients (Hestenes and Stiefel 1952).
 *
 * <p>With map (u, v) of a color X being M_u X M_v', the normal equations are the sum over its maps of w M_u'M_u X M_v'M_v. A block
 * reaches three pixels, so that every pixel has to do with 5 x 5 around it, and a step costs 25 products a pixel.
 */
final class MapSolver {

    private static final int REACH = 2;
    private static final int WINDOW = 2 * REACH + 1;
    private static final int STEPS = 300;

    /** Share of what was to be explained that may stay unexplained, squared. */
    private static final double ENOUGH = 1e-8;

    /** Keeps what no map tells at gray. */
    private static final double RIDGE = .01;

    private final int side;

    /** Weights of each neighbor at each pixel, for each color. */
    private final double[][][] stencils = new double[3][WINDOW * WINDOW][];

    MapSolver(int side, int[] maps, float[] strengths) {
        this.side = side;
        double[][][] grams = new double[BlockDct.BLOCK][][];
        for (int u = 0; u < grams.length; u++) {
            grams[u] = gram(BlockAxis.matrix(side, u));
        }
        for (double[][] stencil : stencils) {
            for (int i = 0; i < stencil.length; i++) {
                stencil[i] = new double[side * side];
            }
            Arrays.fill(stencil[stencil.length / 2], RIDGE);
        }
        for (int i = 0; i < maps.length; i++) {
            int frequency = maps[i] % BlockDct.FREQUENCIES;
            add(
                    stencils[maps[i] / BlockDct.FREQUENCIES],
                    grams[frequency / BlockDct.BLOCK],
                    grams[frequency % BlockDct.BLOCK],
                    1 / ((double) strengths[i] * strengths[i]));
        }
    }

    /** Returns the diagonals of M'M from -2 to 2: [S][5]. */
    private static double[][] gram(double[][] matrix) {
        double[][] gram = new double[matrix.length][WINDOW];
        for (double[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                for (int lag = -REACH; lag <= REACH; lag++) {
                    if (i + lag >= 0 && i + lag < row.length) {
                        gram[i][lag + REACH] += row[i] * row[i + lag];
                    }
                }
            }
        }
        return gram;
    }

    private void add(double[][] stencil, double[][] vertical, double[][] horizontal, double weight) {
        for (int neighbor = 0; neighbor < stencil.length; neighbor++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    stencil[neighbor][y * side + x] +=
                            weight * vertical[y][neighbor / WINDOW] * horizontal[x][neighbor % WINDOW];
                }
            }
        }
    }

    /**
     * Solves for each color of each photo.
     *
     * @param pulls N x 3 x S x S: what the transpose makes of maps x their weights
     * @return likewise, Y, Cb and Cr around 0
     */
    float[] solve(float[] pulls) {
        float[] colors = new float[pulls.length];
        int area = side * side;
        for (int from = 0; from < pulls.length; from += area) {
            double[] pull = new double[area];
            for (int i = 0; i < area; i++) {
                pull[i] = pulls[from + i];
            }
            double[] solved = solve(stencils[from / area % 3], pull);
            for (int i = 0; i < area; i++) {
                colors[from + i] = (float) solved[i];
            }
        }
        return colors;
    }

    private double[] solve(double[][] stencil, double[] pull) {
        double[] solved = new double[pull.length];
        double[] rest = pull.clone();
        double[] way = pull.clone();
        double left = dot(rest, rest);
        double enough = ENOUGH * left;
        for (int step = 0; step < STEPS && left > enough; step++) {
            double[] seen = product(stencil, way);
            double length = left / dot(way, seen);
            move(solved, way, length);
            move(rest, seen, -length);
            double now = dot(rest, rest);
            for (int i = 0; i < way.length; i++) {
                way[i] = rest[i] + now / left * way[i];
            }
            left = now;
        }
        return solved;
    }

    private double[] product(double[][] stencil, double[] values) {
        double[] product = new double[values.length];
        for (int neighbor = 0; neighbor < stencil.length; neighbor++) {
            int dy = neighbor / WINDOW - REACH;
            int dx = neighbor % WINDOW - REACH;
            double[] weights = stencil[neighbor];
            for (int y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
                for (int x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
                    product[y * side + x] += weights[y * side + x] * values[(y + dy) * side + x + dx];
                }
            }
        }
        return product;
    }

    private static void move(double[] values, double[] way, double length) {
        for (int i = 0; i < values.length; i++) {
            values[i] += length * way[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
