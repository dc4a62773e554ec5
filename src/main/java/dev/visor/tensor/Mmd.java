package dev.visor.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Maximum mean discrepancy between two sets of images under a sum of Gaussian kernels.
 *
 * <p>Borgwardt et al. 2006; TIP-IM Eq. 3, with the 19 bandwidths, the flattened 0..255 pixels and the division by the set's
 * size of TIP-IM's code.
 */
public final class Mmd {

    private static final double[] SIGMA_SQUARED = {
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 5, 10, 15, 20, 25, 30, 35, 100, 1e3, 1e4, 1e5, 1e6
    };

    private Mmd() {}

    /**
     * The biased estimate, divided by N.
     *
     * @param xs [N, ...]
     * @param ys [N, ...], as many
     * @return a scalar, differentiable, 0 for equal sets
     */
    public static NDArray between(NDArray xs, NDArray ys) {
        long n = xs.getShape().get(0);
        NDArray x = xs.reshape(n, -1);
        NDArray y = ys.reshape(n, -1);
        NDArray cost = kernel(x, x)
                .mean()
                .add(kernel(y, y).mean())
                .sub(Scaled.by(kernel(x, y).mean(), 2));
        return Scaled.by(cost, 1. / n);
    }

    private static NDArray kernel(NDArray x, NDArray y) {
        long n = x.getShape().get(0);
        long m = y.getShape().get(0);
        long d = x.getShape().get(1);
        NDArray distances = x.reshape(n, 1, d).sub(y.reshape(1, m, d)).square().sum(new int[] {2});
        NDArray sum = distances.zerosLike();
        for (double s : SIGMA_SQUARED) {
            sum = sum.add(Scaled.by(distances, -1 / (2 * s)).exp());
        }
        return sum;
    }
}
