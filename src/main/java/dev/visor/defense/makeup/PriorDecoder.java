package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.PixelPlanes;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A decoder that was never trained, from features of {@link CosineBank} to a face: two conditional layers at a quarter of the resolution, then twice a
 * convolution whose channels become squares of pixels (Shi et al., CVPR 2016), and one to colors. 137,000 weights.
 */
final class PriorDecoder {

    private static final int WIDE = 48;
    private static final int MIDDLE = 24;
    private static final int NARROW = 16;
    private static final int KERNEL = 3;
    private static final int TWICE = 2;
    private static final double RANGE = 255;

    private static final ConditionalLayer FIRST = new ConditionalLayer(CosineBank.CHANNELS, CosineBank.CHANNELS, WIDE);
    private static final ConditionalLayer SECOND = new ConditionalLayer(WIDE, CosineBank.CHANNELS, WIDE);
    private static final Convolution TO_HALF = Convolution.same(WIDE, TWICE * TWICE * MIDDLE, KERNEL, 1);
    private static final Convolution TO_WHOLE = Convolution.same(MIDDLE, TWICE * TWICE * NARROW, KERNEL, 1);
    private static final Convolution TO_COLORS = Convolution.same(NARROW, 3, KERNEL, 1);

    private final List<NDArray> weights = new ArrayList<>();

    /** @param memory owns the weights */
    PriorDecoder(RandomGenerator random, NDManager memory) {
        weights.addAll(FIRST.create(random, memory));
        weights.addAll(SECOND.create(random, memory));
        weights.addAll(TO_HALF.create(random, memory));
        weights.addAll(TO_WHOLE.create(random, memory));
        weights.addAll(TO_COLORS.create(random, memory));
    }

    List<NDArray> weights() {
        return weights;
    }

    /**
     * Computes a face.
     *
     * @param features of the photo, [1, channels, H/4, W/4]
     * @param condition features of the reference, brought to where they belong, of the same shape
     * @return [1, 3, H, W], within 0..255; owned by the manager of {@code features}, differentiable in the weights
     */
    NDArray forward(NDArray features, NDArray condition) {
        WeightCursor cursor = WeightCursor.shared(features.getManager(), weights);
        NDArray x = Activation.relu(FIRST.forward(features, condition, cursor));
        x = Activation.relu(SECOND.forward(x, condition, cursor));
        x = Activation.relu(PixelPlanes.together(TO_HALF.forward(x, cursor), TWICE));
        x = Activation.relu(PixelPlanes.together(TO_WHOLE.forward(x, cursor), TWICE));
        return Scaled.by(Activation.sigmoid(TO_COLORS.forward(x, cursor)), RANGE);
    }
}
