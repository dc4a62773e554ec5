package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Maximum mean discrepancy between two sets of images: the squared distance of their means in the space of a kernel.
 *
 * <p>Borgwardt et al. 2006; TIP-IM Eq. 3. The kernel is that of TIP-IM's code, on flattened pixels of 0..255: k(x, y) = sum over
 * its 19 s of exp(-||x - y||^2 / (2 s)), so that k(x, x) = 19.
 */
public final class Mmd {

    private static final double[] SIGMA_SQUARED = {
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 5, 10, 15, 20, 25, 30, 35, 100, 1e3, 1e4, 1e5, 1e6
    };

    /** Images that TIP-IM's paper takes the discrepancy over. */
    private static final int BATCH = 50;

    private Mmd() {}

    /**
     * The biased estimate, divided by N: the loss of TIP-IM's code.
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

    /**
     * Returns how far images are from their originals, as TIP-IM's paper tells it (its tables 5 and 6): the biased
     * estimate, not divided, over batches of 50. The mean over the images is that value, between 0 (all unchanged) and
     * 0.76 where different people have nothing in common under the kernel; lower is more natural.
     *
     * <p>In batches of 50 the estimate is (mean of the pairs of an image with itself) / 50 + (mean of the pairs of different
     * images) 49 / 50. Batches that have fewer images are weighted just so, and tell what 50 of their kind would be expected to
     * give; else the value would depend on how many images there are more than on what was done to them. An image alone has
     * no pairs of the second kind: they count as 0.
     *
     * @param originals all of one size, 0..255
     * @param images likewise, as many
     * @return what each image contributes
     */
    public static double[] perImage(List<FaceImage> originals, List<FaceImage> images) {
        double[] shares = new double[images.size()];
        for (int start = 0; start < shares.length; start += BATCH) {
            int end = Math.min(start + BATCH, shares.length);
            for (int i = start; i < end; i++) {
                shares[i] += 2 * (kernel(0) - kernel(originals.get(i), images.get(i))) / BATCH;
                for (int j = start; j < i; j++) {
                    double pair = kernel(originals.get(i), originals.get(j))
                            + kernel(images.get(i), images.get(j))
                            - kernel(originals.get(i), images.get(j))
                            - kernel(originals.get(j), images.get(i));
                    double weight = (BATCH - 1.) / BATCH / (end - start - 1);
                    shares[i] += weight * pair;
                    shares[j] += weight * pair;
                }
            }
        }
        return shares;
    }

    private static double kernel(FaceImage x, FaceImage y) {
        double squares = 0;
        for (int k = 0; k < x.pixels().length; k++) {
            double difference = x.pixels()[k] - y.pixels()[k];
            squares += difference * difference;
        }
        return kernel(squares);
    }

    private static double kernel(double squaredDistance) {
        return DoubleStream.of(SIGMA_SQUARED)
                .map(s -> Math.exp(-squaredDistance / (2 * s)))
                .sum();
    }
}
