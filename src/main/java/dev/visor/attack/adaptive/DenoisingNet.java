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

    private static final int BLOCK = 2;
    private static final int PLANES = 3 * BLOCK * BLOCK;

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
        NDArray x = Scaled.by(apart(faces, shape), 1 / 127.5).sub(1).concat(apart(detail, shape), 1);
        for (int layer = 0; layer < filters.size(); layer++) {
            x = Conv2d.conv2d(x, filters.get(layer), biases.get(layer), ONE, ONE)
                    .singletonOrThrow();
            if (layer < filters.size() - 1) {
                x = Activation.relu(x);
            }
        }
        return faces.sub(Scaled.by(together(x, shape), Denoiser.MASK));
    }

    /** Takes pixels apart: from [N, 3, H, W] to [N, 12, H/2, W/2]. */
    private static NDArray apart(NDArray faces, Shape shape) {
        long h = shape.get(2) / BLOCK;
        long w = shape.get(3) / BLOCK;
        return faces.reshape(shape.get(0), 3, h, BLOCK, w, BLOCK)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(shape.get(0), PLANES, h, w);
    }

    /** Puts pixels together again: from [N, 12, H/2, W/2] to [N, 3, H, W]. */
    private static NDArray together(NDArray planes, Shape shape) {
        long h = shape.get(2) / BLOCK;
        long w = shape.get(3) / BLOCK;
        return planes.reshape(shape.get(0), 3, BLOCK, BLOCK, h, w)
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(shape);
    }

    @Override
    public void close() {
        memory.close();
    }
}
