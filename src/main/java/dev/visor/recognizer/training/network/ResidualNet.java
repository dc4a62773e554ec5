package dev.visor.recognizer.training.network;

/**
 * A small residual network for one core: about 0.4 million weights and 28 million multiplications for a 64 x 64 photo.
 *
 * <p>Blocks of two 3 x 3 convolutions as in He et al., "Deep residual learning", CVPR 2016, with {@link GroupNorm}; the last image is
 * not averaged but kept with its places, as in ArcFace's networks, for faces are aligned. More than a few channels are first reduced point by
 * point, so that frequency maps cost little more than pixels.
 */
public final class ResidualNet {

    /** Factor by which the last image is smaller than the face. */
    static final int REDUCTION = 16;

    private static final int FEW = 16;
    private static final int[] WIDTHS = {24, 48, 96, 64};

    private ResidualNet() {}

    /** Makes the net, from [N, channels, side, side] to [N, dimension]. */
    public static Layer of(int channels, int side, int dimension) {
        int last = side / REDUCTION;
        return Layer.chain(
                channels > FEW ? Convolution.same(channels, FEW, 1, 1) : Layer.identity(),
                convolution(Math.min(channels, FEW), WIDTHS[0], 2),
                block(WIDTHS[0], WIDTHS[1], 2),
                block(WIDTHS[1], WIDTHS[1], 1),
                block(WIDTHS[1], WIDTHS[2], 2),
                Convolution.same(WIDTHS[2], WIDTHS[3], 3, 2),
                new GroupNorm(WIDTHS[3]),
                new Dense(WIDTHS[3] * last * last, dimension));
    }

    private static Layer convolution(int in, int out, int stride) {
        return Layer.chain(Convolution.same(in, out, 3, stride), new GroupNorm(out), new Rectifier());
    }

    private static Layer block(int in, int out, int stride) {
        Layer body = Layer.chain(convolution(in, out, stride), Convolution.same(out, out, 3, 1), new GroupNorm(out));
        Layer past = in == out && stride == 1
                ? Layer.identity()
                : Layer.chain(Convolution.same(in, out, 1, stride), new GroupNorm(out));
        return Layer.chain(Layer.sum(body, past), new Rectifier());
    }
}
