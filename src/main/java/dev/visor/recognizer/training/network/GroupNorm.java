package dev.visor.recognizer.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Scales groups of neighboring channels of one image to mean 0 and variance 1, then each channel by weights of its own: Wu and He,
 * "Group normalization", ECCV 2018. It stands where the published networks have batch normalization: that one keeps running statistics of
 * the private photos beside the weights, and with it a photo has no gradient of its own, which DP-SGD bounds.
 *
 * @param channels a multiple of the group's size
 */
public record GroupNorm(int channels) implements Layer {

    /** Channels of a group; 16 did best in the paper, on wider networks. */
    private static final int GROUP = 8;

    private static final double EPSILON = 1e-5;

    public GroupNorm {
        if (channels % GROUP != 0) {
            throw new IllegalArgumentException("channels must be a multiple of %d, got %d".formatted(GROUP, channels));
        }
    }

    @Override
    public List<NDArray> create(RandomGenerator random, NDManager memory) {
        return List.of(Initializers.constant(channels, 1, memory), Initializers.constant(channels, 0, memory));
    }

    @Override
    public NDArray forward(NDArray x, WeightCursor weights) {
        Shape shape = x.getShape();
        long values = GROUP * shape.get(2) * shape.get(3);
        NDArray groups = x.reshape(shape.get(0) * channels / GROUP, values);
        NDManager manager = x.getManager();
        DataType precision = x.getDataType();
        NDArray normal = JniUtils.layerNorm(
                (PtNDArray) groups,
                new Shape(values),
                (PtNDArray) manager.ones(new Shape(values), precision),
                (PtNDArray) manager.zeros(new Shape(values), precision),
                EPSILON);
        return normal.reshape(shape).mul(weights.nextPerChannel(channels)).add(weights.nextPerChannel(channels));
    }
}
