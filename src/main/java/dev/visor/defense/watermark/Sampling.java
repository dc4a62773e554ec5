package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Bilinear sampling of images along both axes, as two matrix products: rows times image times columns; differentiable in the images. */
final class Sampling {

    private Sampling() {}

    /**
     * Samples square images.
     *
     * @param images [N, C, S, S]
     * @param down [to, S]
     * @param across [to, S]
     * @return [N, C, to, to]
     */
    static NDArray of(NDArray images, float[][] down, float[][] across) {
        NDManager manager = images.getManager();
        return matrix(down, manager)
                .matMul(images)
                .matMul(matrix(across, manager).transpose());
    }

    private static NDArray matrix(float[][] rows, NDManager manager) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    /**
     * Makes the weights of one axis: a triangle as wide as the larger of the spacings of old and new samples, so that shrinking averages. Beyond
     * the border the last pixel goes on.
     *
     * @param from samples
     * @param to samples
     * @param scale old samples for each new one
     * @param shift of the middle, in old samples
     */
    static float[][] axis(int from, int to, double scale, double shift) {
        float[][] weights = new float[to][from];
        double reach = Math.max(1, scale);
        for (int target = 0; target < to; target++) {
            double center = from / 2. - .5 + shift + (target + .5 - to / 2.) * scale;
            double total = 0;
            for (int at = (int) Math.floor(center - reach); at <= Math.ceil(center + reach); at++) {
                total += Math.max(0, 1 - Math.abs(at - center) / reach);
            }
            for (int at = (int) Math.floor(center - reach); at <= Math.ceil(center + reach); at++) {
                double weight = Math.max(0, 1 - Math.abs(at - center) / reach);
                weights[target][Math.max(0, Math.min(from - 1, at))] += (float) (weight / total);
            }
        }
        return weights;
    }

    /** Enlarges square images bilinearly to so many times the side. */
    static NDArray enlarged(NDArray images, int factor) {
        int side = (int) images.getShape().get(2);
        float[][] axis = axis(side, factor * side, 1. / factor, 0);
        return of(images, axis, axis);
    }
}
