package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A convolution without bias, as a normalization follows it. Sets of weights for each row are computed as groups of channels of one
 * image.
 *
 * @param in channels
 * @param out channels
 * @param kernel side of the filters, in pixels
 * @param padding zeros around the image, in pixels
 * @param groups 1, or as many as channels: depthwise
 */
public record Convolution(int in, int out, int kernel, int stride, int padding, int groups) implements Layer {

    /** One that keeps the image's size, divided by the stride. */
    public static Convolution same(int in, int out, int kernel, int stride) {
        return new Convolution(in, out, kernel, stride, kernel / 2, 1);
    }

    public static Convolution depthwise(int channels, int kernel, int stride, int padding) {
        return new Convolution(channels, channels, kernel, stride, padding, channels);
    }

    /** He et al., "Delving deep into rectifiers", ICCV 2015. */
    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        int fan = kernel * kernel * in / groups;
        return List.of(Initializers.gaussian(
                new Shape(out, in / groups, kernel, kernel), Math.sqrt(2. / fan), random, memory));
    }

    @Override
    public NDArray forward(NDArray x, WeightCursor weights) {
        NDArray filters = weights.next();
        if (!weights.perRow()) {
            return convolve(x, filters, groups);
        }
        Shape shape = x.getShape();
        long rows = shape.get(0);
        NDArray apart = convolve(
                x.reshape(1, rows * in, shape.get(2), shape.get(3)),
                filters.reshape(rows * out, in / groups, kernel, kernel),
                (int) rows * groups);
        return apart.reshape(
                rows, out, apart.getShape().get(2), apart.getShape().get(3));
    }

    private NDArray convolve(NDArray x, NDArray filters, int groups) {
        return Conv2d.conv2d(
                        x,
                        filters,
                        null,
                        new Shape(stride, stride),
                        new Shape(padding, padding),
                        new Shape(1, 1),
                        groups)
                .singletonOrThrow();
    }
}
