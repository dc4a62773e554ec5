package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.GroupNorm;
import dev.visor.recognizer.training.network.WeightCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A convolution whose normalized result is scaled and shifted, place by place, by what two convolutions of 1 x 1 make of a condition: the adaptive
 * makeup conditioning of DFPP, as its figure draws it.
 *
 * @param in channels
 * @param condition channels of the condition
 * @param out channels
 */
record ConditionalLayer(int in, int condition, int out) {

    private static final int KERNEL = 3;

    private Convolution convolution() {
        return Convolution.same(in, out, KERNEL, 1);
    }

    private Convolution modulation() {
        return Convolution.same(condition, out, 1, 1);
    }

    List<NDArray> create(RandomGenerator random, NDManager memory) {
        List<NDArray> weights = new ArrayList<>(convolution().create(random, memory));
        weights.addAll(new GroupNorm(out).create(random, memory));
        weights.addAll(modulation().create(random, memory));
        weights.addAll(modulation().create(random, memory));
        return weights;
    }

    /**
     * Computes it.
     *
     * @param x [N, in, H, W]
     * @param given the condition, [N, condition, H, W]
     * @return [N, out, H, W]: (1 + scale) times the normalized convolution of x, plus the shift; differentiable in all
     */
    NDArray forward(NDArray x, NDArray given, WeightCursor weights) {
        NDArray normal = new GroupNorm(out).forward(convolution().forward(x, weights), weights);
        NDArray scale = modulation().forward(given, weights).add(1);
        return normal.mul(scale).add(modulation().forward(given, weights));
    }
}
