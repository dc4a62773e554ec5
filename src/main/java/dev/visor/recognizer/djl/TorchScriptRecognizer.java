package dev.visor.recognizer.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.core.InputError;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.Trainable;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A recognizer in a TorchScript file that takes [N, 3, side, side], RGB, 0..255, and does its own normalization.
 *
 * <p>The weights are frozen: gradients flow to the face only. {@link #network()} has its own.
 */
public final class TorchScriptRecognizer implements Trainable {

    private final RecognizerCard card;
    private final Path file;
    private final Model model;
    private final PtSymbolBlock block;
    private final NDManager manager;

    /**
     * Loads the file.
     *
     * @throws InputError if it is no TorchScript, takes another crop or gives another dimension than its card says
     */
    public TorchScriptRecognizer(RecognizerCard card, Path file, Compute compute) {
        this.card = card;
        this.file = file;
        this.manager = compute.manager();
        this.model = Model.newInstance(card.id(), manager.getDevice(), Compute.ENGINE);
        try {
            // Without trainParam the weights are inference tensors, and no gradient can pass through them.
            model.load(file.getParent(), file.getFileName().toString(), Map.of("trainParam", "true"));
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new InputError(
                    "recognizer %s: %s is no TorchScript model that libtorch can read; expected a file written by torch.jit.save"
                            .formatted(card.id(), file),
                    e);
        }
        this.block = (PtSymbolBlock) model.getBlock();
        block.freezeParameters(true);
        JniUtils.enableInferenceMode(block);
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        // Not DJL's inference mode: what a module folds and keeps there can never again be part of a gradient.
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return unit(IValueUtils.forward(block, new NDList(faces), true));
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        // The public way to ask for gradients would also switch batch normalization to its training statistics.
        return unit(IValueUtils.forward(block, new NDList(faces), true));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return Embeddings.of(this, manager, faces);
    }

    @Override
    public Network network() {
        return new TorchScriptNetwork(file, manager);
    }

    private NDArray unit(NDList output) {
        NDArray raw = output.singletonOrThrow();
        Shape shape = raw.getShape();
        if (shape.dimension() != 2 || shape.get(1) != card.dimension()) {
            throw new InputError(
                    "recognizer %s: its file returns %s, its card says dimension %d; correct the card's dimension"
                            .formatted(card.id(), shape, card.dimension()));
        }
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public void close() {
        model.close();
    }
}
