package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import dev.visor.recognizer.djl.QuantizedWeights.Weights;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;

/**
 * Dlib's face recognition network, a ResNet with 29 convolutions, as face-api runs it.
 *
 * <p>King, "High quality face recognition with deep metric learning", dlib blog, 2017; the order of layers follows
 * face-api's {@code FaceRecognitionNet}. A convolution's bias and the scale layer behind it (what is left of batch
 * normalization) are folded into its filters, which moves embeddings by float rounding only. Weights are frozen: gradients
 * flow to the input alone.
 */
final class DlibResNet {

    /** Red, green, blue; subtracted before the division by 255. */
    private static final float[] MEAN = {122.782f, 117.001f, 104.298f};

    /** Each name is a residual block; those with "down" halve the image, and double the channels but for the last. */
    private static final List<String> BLOCKS = List.of(
            "conv32_1",
            "conv32_2",
            "conv32_3",
            "conv64_down",
            "conv64_1",
            "conv64_2",
            "conv64_3",
            "conv128_down",
            "conv128_1",
            "conv128_2",
            "conv256_down",
            "conv256_1",
            "conv256_2",
            "conv256_down_out");

    private final NDArray mean;
    private final Convolution first;
    private final List<Residual> blocks = new ArrayList<>();
    private final NDArray last;

    /** Puts the weights on the manager's device; they live as long as the manager. */
    DlibResNet(QuantizedWeights weights, DataType precision, NDManager manager) {
        Floats floats = (values, shape) -> manager.create(values, shape).toType(precision, false);
        mean = floats.create(MEAN, new Shape(1, 3, 1, 1));
        first = Convolution.of("conv32_down", weights, floats);
        for (String block : BLOCKS) {
            blocks.add(new Residual(
                    Convolution.of(block + "/conv1", weights, floats),
                    Convolution.of(block + "/conv2", weights, floats),
                    block.contains("down")));
        }
        Weights fc = weights.get("fc");
        last = floats.create(fc.values(), new Shape(fc.shape()[0], fc.shape()[1]));
    }

    /** Values of an embedding that these weights make. */
    static int dimension(QuantizedWeights weights) {
        return weights.get("fc").shape()[1];
    }

    /**
     * The raw embedding, not of unit length.
     *
     * @param faces [N, 3, 150, 150], RGB, 0..255
     * @return [N, 128]
     */
    NDArray embed(NDArray faces) {
        NDArray x = Scaled.by(faces.sub(mean), 1 / 255.);
        x = Activation.relu(first.apply(x, 2, 0));
        x = Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(0, 0), false);
        for (Residual block : blocks) {
            x = block.apply(x);
        }
        return Pool.globalAvgPool2d(x).reshape(-1, last.getShape().get(0)).matMul(last);
    }

    /** Makes a tensor of the net's precision. */
    private interface Floats {
        NDArray create(float[] values, Shape shape);
    }

    /** Two convolutions around which the input, where needed pooled and widened by zeros, passes unchanged. */
    private record Residual(Convolution one, Convolution two, boolean down) {

        NDArray apply(NDArray x) {
            if (!down) {
                NDArray out = two.apply(Activation.relu(one.apply(x, 1, 1)), 1, 1);
                return Activation.relu(out.add(x));
            }
            NDArray out = two.apply(Activation.relu(one.apply(x, 2, 0)), 1, 1);
            NDArray pooled = Pool.avgPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false, true);
            return Activation.relu(widened(pooled, out).add(grown(out, pooled)));
        }

        /** Zeros to the right and below, where the convolution lost a column and a row against the pooling. */
        private static NDArray grown(NDArray out, NDArray pooled) {
            long right = pooled.getShape().get(3) - out.getShape().get(3);
            long below = pooled.getShape().get(2) - out.getShape().get(2);
            return right == 0 && below == 0 ? out : out.pad(new Shape(0, right, 0, below), 0);
        }

        /** Zeros as further channels, where the convolution has more. */
        private static NDArray widened(NDArray pooled, NDArray out) {
            long more = out.getShape().get(1) - pooled.getShape().get(1);
            return more == 0 ? pooled : pooled.pad(new Shape(0, 0, 0, 0, 0, more), 0);
        }
    }

    /** A convolution with its scale layer folded in: filters [out, in, height, width], bias [out]. */
    private record Convolution(NDArray filters, NDArray bias) {

        static Convolution of(String name, QuantizedWeights weights, Floats floats) {
            Weights filters = weights.get(name + "/conv/filters");
            float[] bias = weights.get(name + "/conv/bias").values();
            float[] scale = weights.get(name + "/scale/weights").values();
            float[] shift = weights.get(name + "/scale/biases").values();
            float[] folded = new float[bias.length];
            for (int i = 0; i < bias.length; i++) {
                folded[i] = (float) ((double) bias[i] * scale[i] + shift[i]);
            }
            return new Convolution(
                    floats.create(scaled(filters, scale), torchShape(filters.shape())),
                    floats.create(folded, new Shape(folded.length)));
        }

        NDArray apply(NDArray x, int stride, int padding) {
            return Conv2d.conv2d(x, filters, bias, new Shape(stride, stride), new Shape(padding, padding))
                    .head();
        }

        private static Shape torchShape(int[] hwio) {
            return new Shape(hwio[3], hwio[2], hwio[0], hwio[1]);
        }

        /**
         * Turns filters from [height, width, in, out] to [out, in, height, width], each output channel times its scale.
         */
        private static float[] scaled(Weights filters, float[] scale) {
            int height = filters.shape()[0];
            int width = filters.shape()[1];
            int in = filters.shape()[2];
            int out = filters.shape()[3];
            float[] turned = new float[filters.values().length];
            int at = 0;
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    for (int p = 0; p < height * width; p++) {
                        turned[at++] = filters.values()[(p * in + i) * out + o] * scale[o];
                    }
                }
            }
            return turned;
        }
    }
}
