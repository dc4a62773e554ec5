package dev.visor.tensor;

/**
 * One axis of {@link BlockDct} in double precision: up-sampling 8 times, then the DCT of every 8 samples.
 *
 * <p>A row of a matrix belongs to a block, a column to a pixel of the face.
 */
public final class BlockAxis {

    private BlockAxis() {}

    /**
     * M_u: what one axis of a face becomes at one frequency.
     *
     * @return [S][S]; a row for each block
     */
    public static double[][] matrix(int side, int u) {
        double[][] matrix = new double[side][side];
        for (int block = 0; block < side; block++) {
            for (int x = 0; x < BlockDct.BLOCK; x++) {
                double[] row = upSampled(side, block * BlockDct.BLOCK + x);
                for (int j = 0; j < side; j++) {
                    matrix[block][j] += cosine(u, x) * row[j];
                }
            }
        }
        return matrix;
    }

    /** The orthonormal DCT-II of 8 values: the weight of value x in frequency u. */
    private static double cosine(int u, int x) {
        return StrictMath.sqrt((u == 0 ? 1. : 2.) / BlockDct.BLOCK)
                * StrictMath.cos((2 * x + 1) * u * StrictMath.PI / 16);
    }

    /** Returns the weights of the pixels of an axis in one of 8S samples of it: row {@code i} of U. */
    private static double[] upSampled(int side, int i) {
        double[] row = new double[side];
        double at = i * (side - 1.) / (BlockDct.BLOCK * side - 1.);
        int left = Math.min((int) at, side - 1);
        row[left] = 1 - (at - left);
        if (left + 1 < side) {
            row[left + 1] = at - left;
        }
        return row;
    }

    /** inv(U'U) U'D', [S][8S]: its columns are those of the blocks' frequencies, block by block. */
    static double[][] pseudoInverse(int side) {
        double[][] transform = new double[BlockDct.BLOCK * side][];
        for (int u = 0; u < BlockDct.BLOCK; u++) {
            double[][] matrix = matrix(side, u);
            for (int block = 0; block < side; block++) {
                transform[block * BlockDct.BLOCK + u] = matrix[block];
            }
        }
        double[][] gram = new double[side][side];
        double[][] right = new double[side][BlockDct.BLOCK * side];
        for (int k = 0; k < transform.length; k++) {
            for (int i = 0; i < side; i++) {
                right[i][k] = transform[k][i];
                for (int j = 0; j < side; j++) {
                    gram[i][j] += transform[k][i] * transform[k][j];
                }
            }
        }
        solve(gram, right);
        return right;
    }

    /** Gauss and Jordan, in place; U'U is positive definite and next to diagonal, so nothing has to be exchanged. */
    private static void solve(double[][] matrix, double[][] right) {
        for (int pivot = 0; pivot < matrix.length; pivot++) {
            double scale = 1 / matrix[pivot][pivot];
            scale(matrix[pivot], scale);
            scale(right[pivot], scale);
            for (int row = 0; row < matrix.length; row++) {
                double factor = matrix[row][pivot];
                if (row != pivot && factor != 0) {
                    subtract(matrix[row], matrix[pivot], factor);
                    subtract(right[row], right[pivot], factor);
                }
            }
        }
    }

    private static void scale(double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= factor;
        }
    }

    private static void subtract(double[] row, double[] other, double factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= factor * other[i];
        }
    }

    /** The part of the pseudo-inverse that belongs to one frequency, turned: [S blocks][S pixels]. */
    static double[][] everyEighthRowTurned(double[][] pseudo, int side, int u) {
        double[][] turned = new double[side][side];
        for (int block = 0; block < side; block++) {
            for (int pixel = 0; pixel < side; pixel++) {
                turned[block][pixel] = pseudo[pixel][block * BlockDct.BLOCK + u];
            }
        }
        return turned;
    }
}
