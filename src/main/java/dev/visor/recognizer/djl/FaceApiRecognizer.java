package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.List;

/**
 * Dlib's ResNet-29 read from the weights of face-api; differentiable.
 *
 * <p>Card parameters: {@code manifest}, the path of the weights manifest in the same package, and
 * {@code manifest_sha256}.
 */
public final class FaceApiRecognizer implements DifferentiableRecognizer {

    private final RecognizerCard card;
    private final NDManager manager;
    private final DlibResNet net;

    /** @param weights the card's asset, in its place within the unpacked package */
    public FaceApiRecognizer(RecognizerCard card, ModelFile weights, Compute compute) {
        this.card = card;
        QuantizedWeights arrays = QuantizedWeights.read(manifest(card, weights), weights);
        int dimension = DlibResNet.dimension(arrays);
        if (dimension != card.dimension()) {
            throw new InputError("recognizer %s: dimension is %d, but the model returns %d values: correct the card"
                    .formatted(card.id(), card.dimension(), dimension));
        }
        this.manager = compute.manager().newSubManager();
        this.net = new DlibResNet(arrays, DataType.FLOAT32, manager);
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        return unit(faces, faces.stopGradient());
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        return unit(faces, faces.reshape(faces.getShape()));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return Embeddings.of(this, manager, faces);
    }

    @Override
    public void close() {
        manager.close();
    }

    /**
     * Runs the net on {@code view}, which shares the faces' values, so that everything between them and the result is
     * freed here; what a gradient needs, libtorch keeps.
     */
    private NDArray unit(NDArray faces, NDArray view) {
        try (NDManager scope = faces.getManager().newSubManager()) {
            view.attach(scope);
            NDArray unit = net.embed(view).normalize(2, 1);
            unit.attach(faces.getManager());
            return unit;
        }
    }

    private static ModelFile manifest(RecognizerCard card, ModelFile weights) {
        Path folder = weights.path().toAbsolutePath();
        for (int i = 0; i < Path.of(card.asset().path()).normalize().getNameCount(); i++) {
            folder = folder.getParent();
        }
        String sha256 = text(card, "manifest_sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new InputError("recognizer %s: params.manifest_sha256 is \"%s\", expected 64 hexadecimal digits"
                    .formatted(card.id(), sha256));
        }
        return new ModelFile(weights.owner(), folder.resolve(text(card, "manifest")), new Digest(sha256));
    }

    private static String text(RecognizerCard card, String key) {
        if (card.params().get(key) instanceof String text) {
            return text;
        }
        throw new InputError("recognizer %s: params.%s is missing, expected text as in the card of face-api's dlib net"
                .formatted(card.id(), key));
    }
}
