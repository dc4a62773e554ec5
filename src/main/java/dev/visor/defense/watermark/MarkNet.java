package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** An encoder that marks faces with bits, and the decoder that reads them; trained together. */
final class MarkNet implements Network {

    /** A side of the faces must be a multiple of this many pixels. */
    static final int MULTIPLE = 16;

    private final NDManager memory;
    private final Encoder encoder;
    private final Decoder decoder;

    /**
     * @param side of the faces, a multiple of {@value #MULTIPLE}
     * @param epsilon the most that a pixel may change, in pixel values
     */
    MarkNet(int side, int bits, double epsilon, RandomGenerator random, NDManager parent) {
        this.memory = parent.newSubManager();
        float[][] carriers = Carriers.orthogonal(bits, side / Encoder.BLOCK, random);
        this.encoder = new Encoder(side, carriers, epsilon, random, memory);
        this.decoder = new Decoder(side, carriers, random, memory);
    }

    @Override
    public List<NDArray> weights() {
        List<NDArray> weights = new ArrayList<>(encoder.weights());
        weights.addAll(decoder.weights());
        return weights;
    }

    /**
     * Marks faces.
     *
     * @param faces [N, 3, S, S], 0..255
     * @param messages [N, bits], -1 or 1
     * @return [N, 3, S, S], 0..255, not rounded; differentiable in the weights
     */
    NDArray marked(NDArray faces, NDArray messages) {
        return faces.add(encoder.residual(faces, messages)).clip(0, 255);
    }

    /** Reads bits: [N, bits], above 0 for one that is set. */
    @Override
    public NDArray forward(NDArray faces) {
        return decoder.read(faces);
    }

    @Override
    public void close() {
        memory.close();
    }
}
