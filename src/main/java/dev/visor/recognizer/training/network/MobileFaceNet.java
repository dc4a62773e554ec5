package dev.visor.recognizer.training.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Chen et al., "MobileFaceNets", CCBR 2018, Table 1: bottlenecks of depthwise convolutions, and a depthwise convolution as large as
 * the last image in place of averaging. A million weights and 0.2 billion multiplications at 112 x 112.
 *
 * <p>Departures: {@link GroupNorm} for batch normalization, and none after the two last layers, where it would normalize over a
 * few single values; any side that divides by 16.
 */
public final class MobileFaceNet {

    /** Factor by which the last image is smaller than the face. */
    static final int REDUCTION = 16;

    private static final int STEM = 64;
    private static final int WIDE = 512;

    /** A line of Table 1: expansion, output channels, repeats, stride of the first. */
    private record Stage(int expansion, int out, int repeats, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(2, 64, 5, 2),
            new Stage(4, 128, 1, 2),
            new Stage(2, 128, 6, 1),
            new Stage(4, 128, 1, 2),
            new Stage(2, 128, 2, 1));

    private MobileFaceNet() {}

    /** Makes the net, from [N, channels, side, side] to [N, dimension]. */
    public static Layer of(int channels, int side, int dimension) {
        List<Layer> layers = new ArrayList<>();
        layers.add(active(Convolution.same(channels, STEM, 3, 2), STEM));
        layers.add(active(Convolution.depthwise(STEM, 3, 1, 1), STEM));
        int in = STEM;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.repeats(); i++) {
                layers.add(bottleneck(in, stage.expansion() * in, stage.out(), i == 0 ? stage.stride() : 1));
                in = stage.out();
            }
        }
        layers.add(active(Convolution.same(in, WIDE, 1, 1), WIDE));
        layers.add(Convolution.depthwise(WIDE, side / REDUCTION, 1, 0));
        layers.add(new Dense(WIDE, dimension));
        return Layer.chain(layers.toArray(Layer[]::new));
    }

    /** Sandler et al., "MobileNetV2", CVPR 2018: wide, depthwise, narrow again without a nonlinearity. */
    private static Layer bottleneck(int in, int wide, int out, int stride) {
        Layer body = Layer.chain(
                active(Convolution.same(in, wide, 1, 1), wide),
                active(Convolution.depthwise(wide, 3, stride, 1), wide),
                Convolution.same(wide, out, 1, 1),
                new GroupNorm(out));
        return in == out && stride == 1 ? Layer.sum(body, Layer.identity()) : body;
    }

    private static Layer active(Convolution convolution, int channels) {
        return Layer.chain(convolution, new GroupNorm(channels), new LearnedRectifier(channels));
    }
}
