package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.Embeddings;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.List;

/** A network that was trained here, as an ordinary recognizer: its output, scaled to unit length. */
public final class NetworkRecognizer implements DifferentiableRecognizer {

    private final RecognizerCard card;
    private final Network network;
    private final Compute compute;

    /** @param network from faces to raw embeddings; closed with the recognizer */
    public NetworkRecognizer(RecognizerCard card, Network network, Compute compute) {
        this.card = card;
        this.network = network;
        this.compute = compute;
        network.weights().forEach(weight -> weight.setRequiresGradient(false));
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        return Gradients.recording(false, () -> embedForGradient(faces));
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        NDArray raw = network.forward(faces);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return Embeddings.of(this, compute.manager(), faces);
    }

    /** The weights as {@link Weights} stores them. */
    public byte[] weights() {
        return Weights.encode(network);
    }

    @Override
    public void close() {
        network.close();
    }
}
