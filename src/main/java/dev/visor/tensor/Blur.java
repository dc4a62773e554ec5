package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Gaussian blur with mirrored borders. */
public final class Blur {

    /** Beyond three standard deviations a Gaussian weighs less than half an 8-bit step. */
    private static final double REACH = 3;

    private Blur() {}

    /**
     * Blurs every channel.
     *
     * @param images [N, 3, H, W]
     * @param sigma standard deviation, in pixels
     */
    public static NDArray gaussian(NDArray images, double sigma) {
        NDManager manager = images.getManager();
        int radius = (int) Math.ceil(REACH * sigma);
        NDArray rows = GaussianFilter.mirrored(manager, (int) images.getShape().get(2), radius, sigma);
        NDArray columns =
                GaussianFilter.mirrored(manager, (int) images.getShape().get(3), radius, sigma);
        return rows.matMul(images).matMul(columns.transpose());
    }
}
