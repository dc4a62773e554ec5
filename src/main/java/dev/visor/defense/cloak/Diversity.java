package dev.visor.defense.cloak;

import ai.djl.ndarray.NDArray;
import dev.visor.tensor.AffineSampler;
import java.util.List;
import java.util.random.RandomGenerator;

/** How the surrogate's view is varied at every iteration, for better transfer. */
public enum Diversity {
    /** Not at all. */
    NONE,
    /**
     * A random affine map near the identity, then a random turn, as in TIP-IM's code: entries of the map from N(0, s^2), the
     * angle from N(0, s'^2), s and s' from U(0.01, 0.1).
     */
    AFFINE;

    private static final double LEAST = .01;
    private static final double MOST = .1;

    /**
     * The batch as the surrogate is to see it, differentiable.
     *
     * @param images [B, 3, H, W]
     * @param randoms one generator an image
     */
    NDArray vary(NDArray images, List<RandomGenerator> randoms) {
        if (this == NONE) {
            return images;
        }
        double[][] maps = new double[randoms.size()][];
        double[][] turns = new double[randoms.size()][];
        for (int i = 0; i < maps.length; i++) {
            RandomGenerator random = randoms.get(i);
            double s = random.nextDouble(LEAST, MOST);
            maps[i] = new double[] {1, 0, 0, 0, 1, 0};
            for (int k = 0; k < maps[i].length; k++) {
                maps[i][k] += s * random.nextGaussian();
            }
            double angle = random.nextDouble(LEAST, MOST) * random.nextGaussian();
            turns[i] = new double[] {Math.cos(angle), Math.sin(angle), 0, -Math.sin(angle), Math.cos(angle), 0};
        }
        return AffineSampler.sample(AffineSampler.sample(images, maps), turns);
    }
}
