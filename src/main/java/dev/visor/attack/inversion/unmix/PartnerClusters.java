package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.LeakedData.Partners;
import dev.visor.attack.inversion.algebra.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains rows as mixtures of few photos, neither of which is known.
 *
 * <p>In turn: each row by the photos that it is most correlated with, one after the other, with shares above 0 that sum to 1 (orthogonal
 * matching pursuit); all photos by all rows, by least squares. This is dictionary learning after Engan et al., "Method of optimal
 * directions", ICASSP 1999. Photos start as the means of their
 * own rows.
 */
final class PartnerClusters {

    /** Share of a row's energy that a further member has to explain to be one. */
    private static final double GAIN = .01;

    private final List<NDArray> epochs;
    private final int members;
    private final NDManager memory;
    private final NDArray photos;
    private List<List<Partners>> partners = List.of();

    /**
     * @param epochs rows of each, [photos, values]; attached to {@code memory} and changed: their mean is taken off
     * @param members of a row, at the most
     */
    PartnerClusters(List<NDArray> epochs, int members, NDManager memory) {
        this.epochs = epochs;
        this.members = members;
        this.memory = memory;
        NDArray mean = epochs.get(0).mean(new int[] {0}, true);
        for (int i = 1; i < epochs.size(); i++) {
            mean.addi(epochs.get(i).mean(new int[] {0}, true));
        }
        mean.divi(epochs.size());
        epochs.forEach(rows -> rows.subi(mean));
        this.photos = epochs.get(0).duplicate();
        for (int i = 1; i < epochs.size(); i++) {
            photos.addi(epochs.get(i));
        }
        photos.divi(epochs.size());
    }

    /** The members that the last round found, row by row. */
    List<List<Partners>> partners() {
        return partners;
    }

    /** One round; returns the share of the rows' energy that is explained. */
    double refine() {
        try (NDManager scope = memory.newSubManager()) {
            scope.tempAttachAll(photos);
            double[][] gram = Rows.exact(photos.matMul(photos.transpose()));
            MixedRows mixed = new MixedRows(gram.length, photos.getShape().get(1), scope);
            List<List<Partners>> found = new ArrayList<>();
            double energy = 0;
            double left = 0;
            for (NDArray rows : epochs) {
                double[][] products = Rows.exact(rows.matMul(photos.transpose()));
                float[] energies = rows.square().sum(new int[] {1}).toFloatArray();
                List<Partners> epoch = new ArrayList<>();
                for (int row = 0; row < products.length; row++) {
                    SparseMix mix = SparseMix.of(products[row], gram, energies[row], members, GAIN);
                    epoch.add(mix.partners(row));
                    energy += energies[row];
                    left += mix.left();
                }
                found.add(epoch);
                mixed.add(epoch, rows);
            }
            partners = found;
            NDArray better = mixed.solve(mixed.mixes().all(), scope);
            better.copyTo(photos);
            return 1 - left / energy;
        }
    }
}
