package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.Network;
import java.util.List;
import java.util.random.RandomGenerator;

/** A recognizer as it is, behind a small net that changes the face first: the only part that is trained. A new one sees what the recognizer sees. */
final class AdaptedNet implements Network {

    private static final int LAYERS = 6;
    private static final int CHANNELS = 32;

    private final DenoisingNet adapter;
    private final DifferentiableRecognizer model;

    /** @param model stays as it is, and open as long as this */
    AdaptedNet(DifferentiableRecognizer model, RandomGenerator random, NDManager parent) {
        this.adapter = new DenoisingNet(LAYERS, CHANNELS, random, parent);
        this.model = model;
    }

    @Override
    public List<NDArray> weights() {
        return adapter.weights();
    }

    /**
     * @param faces [N, 3, H, W], 0..255, of even height and width
     * @return [N, dimension], unit rows
     */
    @Override
    public NDArray forward(NDArray faces) {
        return model.embedForGradient(adapter.forward(faces).clip(0, 255));
    }

    @Override
    public void close() {
        adapter.close();
    }
}
