package dev.visor.attack.inversion.unmix;

import dev.visor.attack.LeakedData.Partners;
import dev.visor.attack.inversion.algebra.Cholesky;
import java.util.ArrayList;
import java.util.List;

/**
 * A row explained by few photos: orthogonal matching pursuit (Pati et al., 1993) with positive weights only.
 *
 * @param photos in the order in which they were found
 * @param weights of each, above 0
 * @param left of the row's energy, unexplained
 */
record SparseMix(List<Integer> photos, double[] weights, double left) {

    /** Added to the diagonal, so that two photos alike do not stop it. */
    private static final double RIDGE = 1e-6;

    /**
     * @param products of the row with each photo
     * @param gram products of the photos with each other
     * @param energy the row's product with itself
     * @param members at the most
     * @param gain of the energy, that one more must explain
     */
    static SparseMix of(double[] products, double[][] gram, double energy, int members, double gain) {
        SparseMix mix = new SparseMix(List.of(), new double[0], energy);
        while (mix.photos.size() < members) {
            int next = mix.mostAlike(products, gram);
            if (next < 0) {
                break;
            }
            SparseMix larger = mix.with(next, products, gram, energy);
            if (mix.left - larger.left < gain * energy || positive(larger.weights) < larger.weights.length) {
                break;
            }
            mix = larger;
        }
        return mix;
    }

    /** The photo, not among those found, that explains most of what is left; -1 if none explains any. */
    private int mostAlike(double[] products, double[][] gram) {
        int best = -1;
        double most = 0;
        for (int j = 0; j < products.length; j++) {
            double product = products[j];
            for (int i = 0; i < photos.size(); i++) {
                product -= weights[i] * gram[j][photos.get(i)];
            }
            if (gram[j][j] > 0 && product > 0 && product * product / gram[j][j] > most && !photos.contains(j)) {
                most = product * product / gram[j][j];
                best = j;
            }
        }
        return best;
    }

    private SparseMix with(int next, double[] products, double[][] gram, double energy) {
        List<Integer> all = new ArrayList<>(photos);
        all.add(next);
        int n = all.size();
        double[][] own = new double[n][n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            right[i] = products[all.get(i)];
            for (int j = 0; j < n; j++) {
                own[i][j] = gram[all.get(i)][all.get(j)];
            }
        }
        double[] solved = new Cholesky(own, RIDGE).solve(right);
        double explained = 0;
        for (int i = 0; i < n; i++) {
            explained += solved[i] * right[i];
        }
        return new SparseMix(all, solved, energy - explained);
    }

    private static int positive(double[] weights) {
        int positive = 0;
        for (double weight : weights) {
            positive += weight > 0 ? 1 : 0;
        }
        return positive;
    }

    /** Returns the mix as shares that sum to 1; a row that nothing explains is its own photo's. */
    Partners partners(int row) {
        if (photos.isEmpty()) {
            return new Partners(new int[] {row}, new float[] {1});
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] numbers = new int[photos.size()];
        float[] shares = new float[photos.size()];
        for (int i = 0; i < shares.length; i++) {
            numbers[i] = photos.get(i);
            shares[i] = (float) (weights[i] / sum);
        }
        return new Partners(numbers, shares);
    }
}
