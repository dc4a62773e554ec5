package dev.visor.defense.person;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.defense.PhotoFacts;
import java.util.List;

/**
 * The way of a perturbation into a photo and back: resized from the crop's side m to the photo's side n, added within
 * the box of the face, and resized back.
 *
 * <p>The code of Chameleon does this step by step with TensorFlow's bilinear resizing (half-pixel centers, no antialiasing). All of it is linear but
 * for the clipping, so that with U (n x m) and D (m x n) for the two resizings, and rows r and columns c of the box, 0 or 1, a channel x becomes
 * D U x U' D' + A (clip(x + M) - x) C', A = D diag(r) U and C = D diag(c) U.
 */
final class PhotoRoundTrip {

    /** Row-major, m x m each. */
    final double[] resized;

    final double[] rows;
    final double[] columns;

    /**
     * Prepares a photo.
     *
     * @param side of the crop, m
     * @param photoSide pixels of the photo that the crop's side covers, n
     * @param box of the face, in pixels of the photo, from the crop's corner
     */
    PhotoRoundTrip(int side, int photoSide, Box box) {
        double[][] up = bilinear(side, photoSide);
        double[][] down = bilinear(photoSide, side);
        this.resized = product(down, up, 0, photoSide);
        this.rows = product(down, up, inside(box.top(), photoSide), inside(box.bottom(), photoSide));
        this.columns = product(down, up, inside(box.left(), photoSide), inside(box.right(), photoSide));
    }

    /** Prepares a photo whose crop is a {@link Crop.LooseBox}. */
    static PhotoRoundTrip of(PhotoFacts facts, int side) {
        int photoSide = Math.max(1, (int) Math.round(side / facts.scale()));
        double factor = photoSide / (double) side;
        Box box = Crop.UprightBox.around(facts.landmarks());
        return new PhotoRoundTrip(
                side,
                photoSide,
                // Points count from the middle of a pixel, sides from its edge.
                new Box(
                        (box.left() + .5) * factor,
                        (box.top() + .5) * factor,
                        (box.right() + .5) * factor,
                        (box.bottom() + .5) * factor));
    }

    private static int inside(double edge, int size) {
        return (int) Math.round(Math.max(0, Math.min(size, edge)));
    }

    /** Returns the weights of a resizing, [to][from]. */
    static double[][] bilinear(int from, int to) {
        double[][] weights = new double[to][from];
        for (int i = 0; i < to; i++) {
            double at = (i + .5) * from / to - .5;
            int before = (int) Math.floor(at);
            double share = at - before;
            weights[i][Math.max(0, Math.min(from - 1, before))] += 1 - share;
            weights[i][Math.max(0, Math.min(from - 1, before + 1))] += share;
        }
        return weights;
    }

    /** D diag(1 from {@code first} to {@code end}, 0 elsewhere) U. */
    private static double[] product(double[][] down, double[][] up, int first, int end) {
        int side = down.length;
        double[] product = new double[side * side];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                double sum = 0;
                for (int k = first; k < end; k++) {
                    sum += down[i][k] * up[k][j];
                }
                product[i * side + j] = sum;
            }
        }
        return product;
    }

    /** Returns the originals as recognizers see them without a perturbation: from [B, 3, m, m] to the same. */
    static NDArray clean(List<PhotoRoundTrip> trips, NDArray originals) {
        NDArray both = stack(
                originals.getManager(), trips.stream().map(trip -> trip.resized).toList());
        return both.matMul(originals).matMul(both.transpose(0, 1, 3, 2));
    }

    /**
     * Returns what recognizers see of changed faces.
     *
     * @param change [B, 3, m, m], what was added, after clipping
     * @param clean [B, 3, m, m], as {@link #clean} gives it
     */
    static NDArray changed(List<PhotoRoundTrip> trips, NDArray change, NDArray clean) {
        NDManager manager = change.getManager();
        NDArray rows = stack(manager, trips.stream().map(trip -> trip.rows).toList());
        NDArray columns =
                stack(manager, trips.stream().map(trip -> trip.columns).toList());
        return rows.matMul(change).matMul(columns.transpose(0, 1, 3, 2)).add(clean);
    }

    /** [B, 1, m, m]. */
    private static NDArray stack(NDManager manager, List<double[]> matrices) {
        int length = matrices.get(0).length;
        int side = (int) Math.round(Math.sqrt(length));
        float[] all = new float[matrices.size() * length];
        for (int i = 0; i < matrices.size(); i++) {
            for (int k = 0; k < length; k++) {
                all[i * length + k] = (float) matrices.get(i)[k];
            }
        }
        return manager.create(all, new Shape(matrices.size(), 1, side, side));
    }
}
