package dev.visor.recognizer.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.CropAdvice;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.OwnGradient;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.SeenColumns;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.script.OwnGradientCheck;
import dev.visor.recognizer.script.ScriptGradient;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A recognizer in a TorchScript file; unless its card says otherwise, one that takes [N, 3, side, side], RGB, 0..255.
 *
 * <p>The weights are frozen: gradients flow to the face only. {@link #network()} has its own.
 */
public final class TorchScriptRecognizer implements Trainable {

    private final RecognizerCard card;
    private final ModelFile file;
    private final TorchScriptNet torchScript;
    private final NDManager manager;
    private final CardedNet net;
    private final boolean onOneDnn;
    private Optional<ScriptGradient> own = Optional.empty();
    private boolean asked;

    /**
     * Loads the file.
     *
     * @throws InputError if it is no TorchScript, or another file than its digest pins
     */
    public TorchScriptRecognizer(RecognizerCard card, ModelFile file, Compute compute) {
        this.card = card;
        this.file = file;
        this.manager = compute.manager();
        this.torchScript = new TorchScriptNet(file, compute);
        this.net = new CardedNet(card, this::forward);
        // Its convolutions are oneDNN's.
        this.onOneDnn = compute.device().equals("cpu") && Compute.arithmetic().oneDnn();
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(file.path().toAbsolutePath());
    }

    @Override
    public NDArray embed(NDArray faces) {
        // Not DJL's inference mode: what a module folds and keeps there can never again be part of a gradient.
        return Gradients.recording(false, () -> unit(faces));
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        return unit(faces);
    }

    @Override
    public synchronized Optional<OwnGradient> ownGradient() {
        boolean asItIs = card.input().isPlain() && !card.output().flipSum() && SeenColumns.all(card.crop());
        if (!asked && onOneDnn && asItIs) {
            own = file.copied(copy -> ScriptGradient.of(copy, manager));
            if (own.isPresent() && !OwnGradientCheck.agrees(this, own.get(), manager)) {
                own.get().close();
                own = Optional.empty();
            }
        }
        asked = true;
        return own.map(made -> made);
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return Embeddings.of(this, manager, faces);
    }

    @Override
    public Network network() {
        return new TorchScriptNetwork(card, file, manager);
    }

    private NDArray unit(NDArray faces) {
        NDArray raw = net.embedding(faces);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    private NDList forward(NDArray shown) {
        try {
            return torchScript.forward(shown);
        } catch (EngineException | IllegalStateException | UnsupportedOperationException e) {
            throw refused(TorchScriptFault.mayBeShape(e) ? misfit(shown, e) : TorchScriptFault.of(e));
        }
    }

    /** Tells what the file would take instead, found out by asking it. */
    private String misfit(NDArray shown, RuntimeException fault) {
        long count = shown.getShape().get(0);
        NDManager parent = shown.getManager();
        if (takes(parent, CardedNet.shape(card, 1))) {
            return count == 1
                    ? TorchScriptFault.of(fault)
                    : String.format(
                            Locale.ROOT,
                            "it takes one face at a time, and fails on %d; export it with a batch that may vary",
                            count);
        }
        int side = card.crop().side();
        int width = card.crop().width();
        ChannelLayout other = card.input().layout() == ChannelLayout.NCHW ? ChannelLayout.NHWC : ChannelLayout.NCHW;
        if (takes(parent, CardedNet.shape(other, 1, side, width))) {
            return "its file wants channels %s, %s; write layout: %s below input on its card"
                    .formatted(
                            other == ChannelLayout.NHWC ? "last" : "first",
                            CardedNet.shape(other, 1, side, width),
                            other.word());
        }
        for (Crop crop : Crop.all().values()) {
            if ((crop.side() != side || crop.width() != width)
                    && takes(parent, CardedNet.shape(card.input().layout(), 1, crop.side(), crop.width()))) {
                return String.format(
                        Locale.ROOT,
                        "its file takes %d x %d faces, where crop %s of its card makes %d x %d; %s",
                        crop.side(),
                        crop.width(),
                        card.crop().name(),
                        side,
                        width,
                        CropAdvice.of(crop.side(), crop.width()));
            }
        }
        return String.format(
                Locale.ROOT,
                "its file does not take a %d x %d face, which crop %s of its card makes (libtorch: %s); correct the crop, or get the file again",
                side,
                width,
                card.crop().name(),
                TorchScriptFault.reason(fault));
    }

    private boolean takes(NDManager parent, Shape shape) {
        try (NDManager scope = parent.newSubManager()) {
            NDList outputs = torchScript.forward(scope.zeros(shape));
            EmbeddingOutput.of(
                    card,
                    shape.get(0),
                    outputs.stream().map(output -> output.getShape().getShape()).toList(),
                    List.of());
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private InputError refused(String why) {
        return new InputError("recognizer %s: %s".formatted(card.id(), why));
    }

    @Override
    public void close() {
        own.ifPresent(ScriptGradient::close);
        torchScript.close();
    }
}
