package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.inversion.network.Layer;
import dev.visor.attack.inversion.network.Layers;
import dev.visor.core.InputError;
import dev.visor.recognizer.Network;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small U-Net (Ronneberger et al., MICCAI 2015) that predicts what was painted on a face, and takes it off.
 *
 * <p>It works on the rearranged pixels of {@link DenoisingNet}, and halves them until it sees the whole face at once: what is paint and what is skin
 * is told by where it lies. Group normalization loses how bright a face is, so the first convolution's output also goes to the last layer past all of it. A
 * new one gives back what it is given. Ours.
 */
final class MakeupRemovalNet implements Network {

    private final int halvings;
    private final Layers layers;
    private final Layer stem;
    private final Layer first;
    private final List<Layer> downs = new ArrayList<>();
    private final List<Layer> ups = new ArrayList<>();
    private final Layer head;

    /**
     * Makes an untrained net.
     *
     * @param width channels at half the face's side; twice as many at each further halving
     * @param halvings of the side, beyond that half
     */
    MakeupRemovalNet(int width, int halvings, RandomGenerator random, NDManager parent) {
        this.halvings = halvings;
        layers = new Layers(parent, random);
        stem = layers.convolution(RearrangedPixels.PLANES, width, 3, 1);
        first = layers.block(width, width, 1);
        for (int i = 0; i < halvings; i++) {
            int in = width << i;
            downs.add(layers.block(in, 2 * in, 2).then(layers.block(2 * in, 2 * in, 1)));
        }
        for (int i = 0; i < halvings; i++) {
            int out = width << i;
            ups.add(layers.convolution(3 * out, out, 1, 1).then(layers.block(out, out, 1)));
        }
        head = layers.silent(2 * width, RearrangedPixels.PLANES);
    }

    @Override
    public List<NDArray> weights() {
        return layers.weights();
    }

    /**
     * @param faces [N, 3, H, W], 0..255, of sides that are multiples of {@link #multiple()}
     * @return [N, 3, H, W], about 0..255
     * @throws InputError for faces of other sides
     */
    @Override
    public NDArray forward(NDArray faces) {
        Shape shape = faces.getShape();
        if (shape.get(2) % multiple() != 0 || shape.get(3) % multiple() != 0) {
            throw new InputError(
                    "makeup is removed from faces whose sides are multiples of %s pixels, got %s x %s; name models of other crops in countermeasure_models"
                            .formatted(multiple(), shape.get(3), shape.get(2)));
        }
        NDArray straight =
                stem.of(Scaled.by(RearrangedPixels.apart(faces), 1 / 127.5).sub(1));
        List<NDArray> sizes = new ArrayList<>();
        sizes.add(first.of(straight));
        for (Layer down : downs) {
            sizes.add(down.of(sizes.get(sizes.size() - 1)));
        }
        NDArray x = sizes.get(halvings);
        for (int i = halvings - 1; i >= 0; i--) {
            x = ups.get(i).of(Layers.doubled(x).concat(sizes.get(i), 1));
        }
        NDArray paint = RearrangedPixels.together(head.of(x.concat(straight, 1)), shape);
        return faces.sub(Scaled.by(paint, Denoiser.MASK));
    }

    /** Returns the number of pixels that a face's sides must be a multiple of. */
    private int multiple() {
        return RearrangedPixels.BLOCK << halvings;
    }

    @Override
    public void close() {
        layers.close();
    }
}
