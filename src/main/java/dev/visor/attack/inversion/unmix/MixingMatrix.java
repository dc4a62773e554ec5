package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.LeakedData.Partners;
import dev.visor.attack.inversion.algebra.Cholesky;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The shares of photos in rows over several epochs: the matrix A of rows = A x photos. */
final class MixingMatrix {

    /** Far below what a row's shares add up to: it only decides where the rows tell nothing. */
    private static final double RIDGE = 1e-7;

    private final int photos;
    private final double[][] gram;
    private final List<List<Partners>> epochs = new ArrayList<>();

    MixingMatrix(int photos) {
        this.photos = photos;
        this.gram = new double[photos][photos];
    }

    int photos() {
        return photos;
    }

    int epochs() {
        return epochs.size();
    }

    List<Integer> all() {
        return IntStream.range(0, photos).boxed().toList();
    }

    /** @param rows of one epoch; a row may name a photo twice */
    void add(List<Partners> rows) {
        epochs.add(List.copyOf(rows));
        for (Partners row : rows) {
            for (int a = 0; a < row.photos().length; a++) {
                for (int b = 0; b < row.photos().length; b++) {
                    gram[row.photos()[a]][row.photos()[b]] += (double) row.shares()[a] * row.shares()[b];
                }
            }
        }
    }

    /** One epoch's part of A: [rows, photos]. */
    NDArray shares(int epoch, NDManager memory) {
        List<Partners> rows = epochs.get(epoch);
        float[] matrix = new float[rows.size() * photos];
        for (int row = 0; row < rows.size(); row++) {
            Partners mix = rows.get(row);
            for (int i = 0; i < mix.photos().length; i++) {
                matrix[row * photos + mix.photos()[i]] += mix.shares()[i];
            }
        }
        return memory.create(matrix, new Shape(rows.size(), photos));
    }

    /** Some photos' rows of (A'A)^-1: [wanted, photos]. */
    NDArray inverse(List<Integer> wanted, NDManager memory) {
        return new Cholesky(gram, RIDGE).inverse(wanted, memory);
    }
}
