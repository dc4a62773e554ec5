package dev.visor.attack.inversion.linkage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.Enlargement;
import dev.visor.attack.inversion.network.Layer;
import dev.visor.attack.inversion.network.Layers;
import dev.visor.attack.inversion.network.RecoveryNet;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.Network;
import java.util.List;
import java.util.random.RandomGenerator;

/** Maps masked representations to the teacher's embeddings. */
final class StudentNet implements Network {

    /** Halvings of the side before what is left of the image is read off whole. */
    private static final int HALVINGS = 4;

    private final List<NDArray> weights;
    private final Layer net;
    private final AutoCloseable memory;

    private StudentNet(List<NDArray> weights, Layer net, AutoCloseable memory) {
        this.weights = weights;
        this.net = net;
        this.memory = memory;
    }

    /** A few convolutions of its own, each of which halves the side, and a matrix. */
    static StudentNet small(
            int channels, int side, int dimension, int width, RandomGenerator random, NDManager parent) {
        Layers layers = new Layers(parent, random);
        Layer net = layers.convolution(channels, width, 1, 1);
        int halvings = LeakedDataSupport.halvings(side, HALVINGS);
        int in = width;
        for (int i = 0; i < halvings; i++) {
            int out = Math.min(2 * in, 8 * width);
            net = net.then(layers.block(in, out, 2)).then(layers.block(out, out, 1));
            in = out;
        }
        int left = side >> halvings;
        Layer last = layers.dense(in * left * left, dimension);
        Layer convolutions = net;
        return new StudentNet(
                layers.weights(),
                x -> last.of(convolutions.of(x).reshape(x.getShape().get(0), -1)),
                layers);
    }

    /** The teacher as it is, behind a net that makes of the representation what the teacher can read. */
    static StudentNet adapted(RecoveryNet adapter, DifferentiableRecognizer teacher) {
        int side = teacher.card().crop().side();
        return new StudentNet(
                adapter.weights(),
                x -> teacher.embedForGradient(
                        Enlargement.to(side, adapter.forward(x).clip(0, 255))),
                adapter);
    }

    @Override
    public List<NDArray> weights() {
        return weights;
    }

    /**
     * @param inputs [N, channels, S, S], about -1..1
     * @return [N, dimension], unit rows
     */
    @Override
    public NDArray forward(NDArray inputs) {
        NDArray raw = net.of(inputs);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public void close() {
        try {
            memory.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
