package dev.visor.recognizer;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;

/**
 * The part of a square crop that a network sees: all rows, and the columns around the middle, stretched to its width. Each column is one
 * between two neighbors, linearly, with centers of pixels at halves.
 */
public final class SeenColumns {

    private final int side;
    private final int width;
    private final int[] left;
    private final float[] share;

    private SeenColumns(Crop crop) {
        this.side = crop.side();
        this.width = crop.width();
        this.left = new int[width];
        this.share = new float[width];
        int first = (side - crop.columns()) / 2;
        for (int x = 0; x < width; x++) {
            double at = (x + .5) * crop.columns() / width - .5;
            double within = Math.max(0, Math.min(crop.columns() - 1, at));
            int whole = Math.min((int) within, Math.max(0, crop.columns() - 2));
            left[x] = first + whole;
            share[x] = (float) (within - whole);
        }
    }

    /** Makes that of a crop's networks; does nothing where they see all of it. */
    public static SeenColumns of(Crop crop) {
        return new SeenColumns(crop);
    }

    /** Whether networks see the crop as it is. */
    public static boolean all(Crop crop) {
        return crop.columns() == crop.side() && crop.width() == crop.side();
    }

    /**
     * The network's columns.
     *
     * @param pixels 3 x side x side values
     * @return 3 x side x width values
     */
    public float[] of(float[] pixels) {
        float[] seen = new float[FaceImage.CHANNELS * side * width];
        for (int row = 0; row < FaceImage.CHANNELS * side; row++) {
            for (int x = 0; x < width; x++) {
                float one = pixels[row * side + left[x]];
                seen[row * width + x] = share[x] == 0 ? one : one + (pixels[row * side + left[x] + 1] - one) * share[x];
            }
        }
        return seen;
    }

    /** Returns it as a matrix that rows are multiplied by: side x width values, row by row. */
    public float[] matrix() {
        float[] matrix = new float[side * width];
        for (int x = 0; x < width; x++) {
            matrix[left[x] * width + x] = 1 - share[x];
            if (share[x] != 0) {
                matrix[(left[x] + 1) * width + x] = share[x];
            }
        }
        return matrix;
    }
}
