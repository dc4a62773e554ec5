package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import dev.visor.tensor.AffineSampler;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Varies the surrogate's input at every iteration, for better transfer. */
public enum Diversity {
    /** No diversity at all. */
    NONE,
    /**
     * Shrunk by up to a tenth and put at a random place on black, every other time: the input diversity of DIM (Xie et al., CVPR
     * 2019, probability 0.5). Theirs enlarges the image instead, from 299 to at most 330 pixels; recognizers take one size, so
     * here it is made smaller in the same proportion, and resampled bilinearly.
     */
    RESIZE_PAD,
    /**
     * A random affine map near the identity, then a random turn, as in TIP-IM's code: entries of the map from N(0, s^2), the
     * angle from N(0, s'^2), s and s' from U(0.01, 0.1).
     */
    AFFINE;

    private static final double PROBABILITY = .5;
    private static final double SMALLEST = 299 / 330.;
    private static final double LEAST_SPREAD = .01;
    private static final double MOST_SPREAD = .1;

    /**
     * Draws a view: from the batch to what the surrogate is to see of it, differentiable; the same whenever it is taken.
     *
     * @param randoms one generator an image, for batches [B, 3, H, W]
     */
    UnaryOperator<NDArray> draw(List<RandomGenerator> randoms) {
        return switch (this) {
            case NONE -> images -> images;
            case RESIZE_PAD -> {
                double[][] windows = randoms.stream().map(Diversity::shrink).toArray(double[][]::new);
                yield images -> AffineSampler.sample(images, windows);
            }
            case AFFINE -> {
                double[][] maps = new double[randoms.size()][];
                double[][] turns = new double[randoms.size()][];
                for (int i = 0; i < maps.length; i++) {
                    maps[i] = nearIdentity(randoms.get(i));
                    turns[i] = turn(randoms.get(i));
                }
                yield images -> AffineSampler.sample(AffineSampler.sample(images, maps), turns);
            }
        };
    }

    /**
     * Draws a map from output to input coordinates, each -1..1: the input fills a window of that share of the output.
     */
    static double[] shrink(RandomGenerator random) {
        boolean still = random.nextDouble() >= PROBABILITY;
        double share = random.nextDouble(SMALLEST, 1);
        double left = -1 + 2 * (1 - share) * random.nextDouble();
        double top = -1 + 2 * (1 - share) * random.nextDouble();
        return still
                ? new double[] {1, 0, 0, 0, 1, 0}
                : new double[] {1 / share, 0, -left / share - 1, 0, 1 / share, -top / share - 1};
    }

    private static double[] nearIdentity(RandomGenerator random) {
        double spread = random.nextDouble(LEAST_SPREAD, MOST_SPREAD);
        double[] map = {1, 0, 0, 0, 1, 0};
        for (int k = 0; k < map.length; k++) {
            map[k] += spread * random.nextGaussian();
        }
        return map;
    }

    private static double[] turn(RandomGenerator random) {
        double angle = random.nextDouble(LEAST_SPREAD, MOST_SPREAD) * random.nextGaussian();
        return new double[] {Math.cos(angle), Math.sin(angle), 0, -Math.sin(angle), Math.cos(angle), 0};
    }
}
