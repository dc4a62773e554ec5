package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Auxiliary photos as rows of numbers; a gray photo's color is kept once.
 *
 * @param side in pixels
 * @param colors 1 if every photo is gray, otherwise 3
 * @param rows one a photo: colors x side x side values, -1..1
 */
public record AuxiliaryFaces(int side, int colors, List<float[]> rows) {

    /**
     * @param least how many are needed
     * @param purpose what for, in a sentence's words
     * @throws InputError if there are fewer
     */
    public static AuxiliaryFaces of(List<FaceImage> photos, int least, String purpose) {
        if (photos.size() < least) {
            throw new InputError(
                    "%s needs at least %d auxiliary photos, got %d: raise auxiliary in the scale of the suite"
                            .formatted(purpose, least, photos.size()));
        }
        int side = photos.get(0).width();
        int colors = photos.stream().allMatch(AuxiliaryFaces::isGray) ? 1 : FaceImage.CHANNELS;
        return new AuxiliaryFaces(
                side,
                colors,
                photos.stream().map(photo -> row(photo, side, colors)).toList());
    }

    private static boolean isGray(FaceImage photo) {
        float[] pixels = photo.pixels();
        int plane = pixels.length / FaceImage.CHANNELS;
        return Arrays.equals(pixels, 0, plane, pixels, plane, 2 * plane)
                && Arrays.equals(pixels, 0, plane, pixels, 2 * plane, 3 * plane);
    }

    private static float[] row(FaceImage photo, int side, int colors) {
        if (photo.width() != side || photo.height() != side) {
            throw new IllegalArgumentException(
                    "auxiliary photos of sides %d and %d x %d".formatted(side, photo.width(), photo.height()));
        }
        float[] row = new float[colors * side * side];
        for (int i = 0; i < row.length; i++) {
            row[i] = photo.pixels()[i] / 127.5f - 1;
        }
        return row;
    }

    /** Values of a row. */
    int width() {
        return colors * side * side;
    }

    /** These and their mirror images. */
    public AuxiliaryFaces withMirrored() {
        List<float[]> both = new ArrayList<>(rows);
        for (float[] row : rows) {
            float[] mirrored = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                mirrored[i] = row[i - i % side + side - 1 - i % side];
            }
            both.add(mirrored);
        }
        return new AuxiliaryFaces(side, colors, both);
    }

    /** The mean row. */
    float[] mean() {
        double[] sum = new double[width()];
        for (float[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / rows.size());
        }
        return mean;
    }

    /** Some of the rows, one after the other: [indices, width]. */
    public NDArray of(NDManager scope, int... indices) {
        float[] values = new float[indices.length * width()];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(rows.get(indices[i]), 0, values, i * width(), width());
        }
        return scope.create(values, new Shape(indices.length, width()));
    }

    /**
     * Rows as recognizers are asked with them.
     *
     * @param rows [N, width], -1..1
     * @return [N, 3, side, side], 0..255, differentiable in the rows
     */
    public static NDArray faces(NDArray rows, int side, int colors) {
        long n = rows.getShape().get(0);
        NDArray pixels = Scaled.by(rows.add(1), 127.5).reshape(n, colors, side, side);
        return colors == FaceImage.CHANNELS ? pixels : pixels.broadcast(new Shape(n, FaceImage.CHANNELS, side, side));
    }
}
