package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.visor.recognizer.Network;
import dev.visor.tensor.Blur;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A few convolutions that predict what was added to a face, and take it off.
 *
 * <p>The residual of DnCNN (Zhang et al., TIP 2017) on the rearranged pixels of FFDNet (Zhang et al., TIP 2018): 2 x 2 pixels become
 * channels, so that a layer sees twice as far and costs a quarter. Fewer layers and channels than either, and no batch
 * normalization; in its place the net is shown the face's detail by itself, too, without which weak noise drowns in the face and nothing is
 * learned. A new one gives back what it is given.
 */
final class DenoisingNet implements Network {

    private static final int PLANES = RearrangedPixels.PLANES;

    /** Standard deviation, in pixels, of the blur that leaves the detail. */
    private static final double BLUR = 2;

    private static final Shape ONE = new Shape(1, 1);

    private final NDManager memory;
    private final List<NDArray> filters = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();

    DenoisingNet(int layers, int channels, RandomGenerator random, NDManager parent) {
        memory = parent.newSubManager();
        for (int layer = 0; layer < layers; layer++) {
            int in = layer == 0 ? 2 * PLANES : channels;
            int out = layer == layers - 1 ? PLANES : channels;
            // He et al., ICCV 2015; the last layer is zero.
            double deviation = layer == layers - 1 ? 0 : Math.sqrt(2. / (9 * in));
            filters.add(gaussian(new Shape(out, in, 3, 3), deviation, random));
            biases.add(memory.zeros(new Shape(out)));
        }
    }

    private NDArray gaussian(Shape shape, double deviation, RandomGenerator random) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return memory.create(values, shape);
    }

    @Override
    public List<NDArray> weights() {
        List<NDArray> weights = new ArrayList<>(filters);
        weights.addAll(biases);
        return weights;
    }

    /**
     * @param faces [N, 3, H, W], 0..255, of even height and width
     * @return [N, 3, H, W], about 0..255
     */
    @Override
    public NDArray forward(NDArray faces) {
        Shape shape = faces.getShape();
        NDArray detail = Scaled.by(faces.sub(Blur.gaussian(faces, BLUR)), 1 / Denoiser.MASK);
        NDArray x =
                Scaled.by(RearrangedPixels.apart(faces), 1 / 127.5).sub(1).concat(RearrangedPixels.apart(detail), 1);
        for (int layer = 0; layer < filters.size(); layer++) {
            x = Conv2d.conv2d(x, filters.get(layer), biases.get(layer), ONE, ONE)
                    .singletonOrThrow();
            if (layer < filters.size() - 1) {
                x = Activation.relu(x);
            }
        }
        return faces.sub(Scaled.by(RearrangedPixels.together(x, shape), Denoiser.MASK));
    }

    @Override
    public void close() {
        memory.close();
    }
}
