package dev.visor.attack.inversion.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.Network;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small U-Net (Ronneberger et al., MICCAI 2015) from a masked representation to a face.
 *
 * <p>Down by convolutions of stride 2, up by doubled pixels, with group normalization. A convolution of 1 x 1 first brings the
 * representation's channels, which may be many, to the net's width; what it gives also goes to the last layer past all normalization, which
 * would lose how bright and how strong in contrast the face is.
 */
public final class RecoveryNet implements Network {

    private final Layers layers;
    private final Layer stem;
    private final Layer first;
    private final List<Layer> downs = new ArrayList<>();
    private final List<Layer> narrowings = new ArrayList<>();
    private final List<Layer> ups = new ArrayList<>();
    private final Layer head;

    /**
     * @param channels of the representation
     * @param width channels at full size; twice as many at each halving
     * @param halvings of the side, which must be a multiple of 2 to that power
     */
    public RecoveryNet(int channels, int width, int halvings, RandomGenerator random, NDManager parent) {
        layers = new Layers(parent, random);
        stem = layers.convolution(channels, width, 1, 1);
        first = layers.block(width, width, 1);
        for (int i = 0; i < halvings; i++) {
            int in = width << i;
            downs.add(layers.block(in, 2 * in, 2).then(layers.block(2 * in, 2 * in, 1)));
        }
        for (int i = 0; i < halvings; i++) {
            int out = width << i;
            narrowings.add(layers.convolution(2 * out, out, 1, 1));
            ups.add(layers.convolution(2 * out, out, 1, 1).then(layers.block(out, out, 1)));
        }
        head = layers.convolution(2 * width, 3, 3, 1);
    }

    @Override
    public List<NDArray> weights() {
        return layers.weights();
    }

    /**
     * @param inputs [N, channels, S, S], about -1..1
     * @return [N, 3, S, S], about 0..255
     */
    @Override
    public NDArray forward(NDArray inputs) {
        List<NDArray> sizes = new ArrayList<>();
        NDArray straight = stem.of(inputs);
        sizes.add(first.of(straight));
        for (Layer down : downs) {
            sizes.add(down.of(sizes.get(sizes.size() - 1)));
        }
        NDArray x = sizes.get(sizes.size() - 1);
        for (int i = downs.size() - 1; i >= 0; i--) {
            NDArray larger = Layers.doubled(narrowings.get(i).of(x));
            x = ups.get(i).of(larger.concat(sizes.get(i), 1));
        }
        return Scaled.by(head.of(x.concat(straight, 1)).add(1), 127.5);
    }

    /**
     * Returns how far what the net makes of representations is from the faces behind them: the mean absolute error, in
     * units of half the range of pixels.
     */
    public NDArray error(NDArray inputs, NDArray faces) {
        return Scaled.by(forward(inputs).sub(faces), 1 / 127.5).abs().mean();
    }

    @Override
    public void close() {
        layers.close();
    }
}
