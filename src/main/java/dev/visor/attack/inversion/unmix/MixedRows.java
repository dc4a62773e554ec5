package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.LeakedData.Partners;
import java.util.List;

/**
 * Rows Y that are known mixtures of photos, solved for the photos by least squares: X = (A'A)^-1 A'Y.
 *
 * <p>A'Y is summed epoch by epoch, so that no more than one epoch is held beside one representation of each photo.
 */
final class MixedRows {

    private final MixingMatrix mixes;
    private final NDArray sums;
    private double energy;

    /**
     * @param values of each row
     * @param memory owns the sums
     */
    MixedRows(int photos, long values, NDManager memory) {
        this.mixes = new MixingMatrix(photos);
        this.sums = memory.zeros(new Shape(photos, values));
    }

    MixingMatrix mixes() {
        return mixes;
    }

    /**
     * Takes in one epoch.
     *
     * @param rows [rows, values]
     */
    void add(List<Partners> partners, NDArray rows) {
        mixes.add(partners);
        try (NDManager scope = sums.getManager().newSubManager()) {
            NDArray shares = mixes.shares(mixes.epochs() - 1, scope);
            sums.addi(shares.transpose().matMul(rows));
            NDArray squares = rows.square();
            squares.attach(scope);
            energy += squares.sum().getFloat();
        }
    }

    /** Solves for what the rows tell of some photos: [wanted, values], attached to {@code memory}. */
    NDArray solve(List<Integer> wanted, NDManager memory) {
        return mixes.inverse(wanted, memory).matMul(sums);
    }

    /** Share of the rows' energy that no photos explain by these mixes: about 0 where nothing but mixing was done. */
    double unexplained() {
        try (NDManager scope = sums.getManager().newSubManager()) {
            return 1 - solve(mixes.all(), scope).mul(sums).sum().getFloat() / energy;
        }
    }
}
