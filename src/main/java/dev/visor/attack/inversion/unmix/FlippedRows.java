package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.InversionTask;
import dev.visor.attack.inversion.leak.LeakedEpochs;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of pixels that are known mixtures of photos, but for signs that were flipped at random: |Y| = |A X| is solved for X.
 *
 * <p>The way of Gerchberg and Saxton (Optik, 1972): the signs of A X are taken for the rows' own, then the photos solved for by least
 * squares, and so on. It starts with the auxiliary photos' mean face in every place, which settles what no row tells: A X and -A X look
 * alike.
 */
final class FlippedRows {

    /** Number of channels of an image. */
    static final int CHANNELS = FaceImage.CHANNELS;

    private FlippedRows() {}

    /**
     * Solves for all photos.
     *
     * @param memory owns the result, and until then all epochs
     * @return [photos, values], about -1..1
     */
    static NDArray solve(LeakedEpochs epochs, MixingMatrix mixes, InversionTask task, int rounds, NDManager memory) {
        List<NDArray> magnitudes = new ArrayList<>();
        epochs.each((epoch, leak, rows) -> {
            NDArray magnitude = rows.abs();
            magnitude.attach(memory);
            magnitudes.add(magnitude);
        });
        NDArray inverse = mixes.inverse(mixes.all(), memory);
        NDArray photos = meanFace(task.auxiliary(), memory)
                .broadcast(new Shape(mixes.photos(), epochs.values()))
                .duplicate();
        for (int round = 0; round < rounds; round++) {
            try (NDManager scope = memory.newSubManager()) {
                scope.tempAttachAll(photos, inverse);
                NDArray sums = scope.zeros(photos.getShape());
                for (int epoch = 0; epoch < magnitudes.size(); epoch++) {
                    NDArray shares = mixes.shares(epoch, scope);
                    NDArray rows = shares.matMul(photos).sign().mul(magnitudes.get(epoch));
                    sums.addi(shares.transpose().matMul(rows));
                }
                inverse.matMul(sums).copyTo(photos);
            }
        }
        return photos;
    }

    /** [1, values], -1..1. */
    static NDArray meanFace(List<FaceImage> photos, NDManager memory) {
        FaceImage first = photos.get(0);
        float[] mean = new float[first.pixels().length];
        for (FaceImage photo : photos) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (photo.pixels()[i] / 127.5f - 1) / photos.size();
            }
        }
        return memory.create(mean, new Shape(1, mean.length));
    }
}
