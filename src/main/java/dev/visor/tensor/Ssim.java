package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Structural similarity, differentiable.
 *
 * <p>Wang et al. 2004: 11 x 11 Gaussian window of sigma 1.5, K1 = 0.01, K2 = 0.03, range 255. Version 1 of our choice among
 * the variants in use: only windows that fit the image ("valid"), each RGB channel by itself, then the mean.
 */
public final class Ssim {

    /** Pixels of a window on either side of its center. */
    public static final int RADIUS = 5;

    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(.01 * 255, 2);
    private static final double C2 = Math.pow(.03 * 255, 2);

    private Ssim() {}

    /**
     * One value for each pair of images, in [-1, 1], 1 for equal ones.
     *
     * @param xs [N, 3, H, W], 0..255, at least 11 pixels a side
     * @param ys likewise
     * @return [N]
     */
    public static NDArray between(NDArray xs, NDArray ys) {
        NDArray map = map(xs, ys);
        return map.reshape(map.getShape().get(0), -1).mean(new int[] {1});
    }

    /**
     * One value for each window, likewise.
     *
     * @return [N, 3, H - 10, W - 10]; the first window's center is {@value #RADIUS} pixels from either edge
     */
    public static NDArray map(NDArray xs, NDArray ys) {
        NDManager manager = xs.getManager();
        NDArray rows = GaussianFilter.valid(manager, (int) xs.getShape().get(2), RADIUS, SIGMA);
        NDArray columns = GaussianFilter.valid(manager, (int) xs.getShape().get(3), RADIUS, SIGMA)
                .transpose();
        NDArray mx = rows.matMul(xs).matMul(columns);
        NDArray my = rows.matMul(ys).matMul(columns);
        NDArray vx = rows.matMul(xs.square()).matMul(columns).sub(mx.square());
        NDArray vy = rows.matMul(ys.square()).matMul(columns).sub(my.square());
        NDArray cov = rows.matMul(xs.mul(ys)).matMul(columns).sub(mx.mul(my));
        return Scaled.by(mx.mul(my), 2)
                .add(C1)
                .mul(Scaled.by(cov, 2).add(C2))
                .div(mx.square().add(my.square()).add(C1).mul(vx.add(vy).add(C2)));
    }
}
