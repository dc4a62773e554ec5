package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.inversion.algebra.Cholesky;
import dev.visor.attack.inversion.algebra.Rows;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.stream.IntStream;

/** The face that a linear regression on auxiliary photos expects under a condition: their mean, and a matrix times the condition. */
final class LinearInversion {

    /** Share of the mean square of conditions by which the matrix is held small: answers of few photos are not to be learned by heart. */
    private static final double RIDGE = .02;

    private final int values;
    private final int side;
    private final NDArray mean;
    private final NDArray matrix;

    private LinearInversion(int values, int side, NDArray mean, NDArray matrix) {
        this.values = values;
        this.side = side;
        this.mean = mean;
        this.matrix = matrix;
    }

    /**
     * Fits it by ridge regression.
     *
     * @param conditions of the photos, of mean 0: [photos, values]
     * @param memory owns it
     */
    static LinearInversion of(float[][] conditions, List<FaceImage> photos, NDManager memory) {
        int values = conditions[0].length;
        int side = photos.get(0).width();
        try (NDManager scope = memory.newSubManager()) {
            NDArray given = scope.create(conditions);
            NDArray pixels = Faces.stack(scope, photos).reshape(photos.size(), -1);
            NDArray mean = pixels.mean(new int[] {0}, true);
            NDArray products = given.transpose().matMul(pixels.sub(mean));
            Cholesky factor = new Cholesky(Rows.exact(given.transpose().matMul(given)), RIDGE);
            NDArray inverse = factor.inverse(IntStream.range(0, values).boxed().toList(), scope);
            NDArray matrix = inverse.matMul(products);
            mean.attach(memory);
            matrix.attach(memory);
            return new LinearInversion(values, side, mean, matrix);
        }
    }

    /** Returns the number of values of a condition. */
    int values() {
        return values;
    }

    int side() {
        return side;
    }

    /**
     * @param conditions [N, values]
     * @return [N, 3, side, side], about 0..255
     */
    NDArray faces(NDArray conditions) {
        return conditions
                .matMul(matrix)
                .add(mean)
                .reshape(conditions.getShape().get(0), FaceImage.CHANNELS, side, side);
    }
}
