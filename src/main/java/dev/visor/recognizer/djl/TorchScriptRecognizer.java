package dev.visor.recognizer.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.Trainable;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A recognizer in a TorchScript file that takes [N, 3, side, side], RGB, 0..255, and does its own normalization.
 *
 * <p>The weights are frozen: gradients flow to the face only. {@link #network()} has its own.
 */
public final class TorchScriptRecognizer implements Trainable {

    private final RecognizerCard card;
    private final ModelFile file;
    private final Model model;
    private final PtSymbolBlock block;
    private final NDManager manager;

    /**
     * Loads the file.
     *
     * @throws InputError if it is no TorchScript, or another file than its digest pins
     */
    public TorchScriptRecognizer(RecognizerCard card, ModelFile file, Compute compute) {
        this.card = card;
        this.file = file;
        this.manager = compute.manager();
        this.model = Model.newInstance(card.id(), manager.getDevice(), Compute.ENGINE);
        try {
            file.copied(this::load);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        this.block = (PtSymbolBlock) model.getBlock();
        block.freezeParameters(true);
        JniUtils.enableInferenceMode(block);
    }

    private Model load(Path copy) {
        TorchScriptCode.requireComputing(file.owner(), file.path(), copy);
        try {
            // Without trainParam the weights are inference tensors, and no gradient can pass through them.
            model.load(copy.getParent(), copy.getFileName().toString(), Map.of("trainParam", "true"));
            return model;
        } catch (IOException | MalformedModelException | EngineException e) {
            throw TorchScriptCode.noTorchScript(file.owner(), file.path(), e);
        }
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
        // The public way to ask for gradients would also switch batch normalization to its training statistics.
        return unit(faces);
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return Embeddings.of(this, manager, faces);
    }

    @Override
    public Network network() {
        return new TorchScriptNetwork(file, manager);
    }

    private NDArray unit(NDArray faces) {
        NDArray raw = embedding(faces);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    /** The raw embedding: [N, d], float32, whatever harmless form the file gives it. */
    private NDArray embedding(NDArray faces) {
        NDList outputs = forward(faces);
        long count = faces.getShape().get(0);
        int which = EmbeddingOutput.of(
                card,
                count,
                outputs.stream().map(output -> output.getShape().getShape()).toList());
        NDArray raw = outputs.remove(which);
        outputs.forEach(NDArray::close);
        Shape rows = new Shape(count, card.dimension());
        NDArray flat = raw.getShape().equals(rows) ? raw : raw.reshape(rows);
        return switch (flat.getDataType()) {
            case FLOAT32 -> flat;
            case FLOAT16, FLOAT64 -> flat.toType(DataType.FLOAT32, false);
            default ->
                throw refused("its file returns %s values, expected float32; export it in float32"
                        .formatted(flat.getDataType().name().toLowerCase(Locale.ROOT)));
        };
    }

    private NDList forward(NDArray faces) {
        try {
            return IValueUtils.forward(block, new NDList(faces), true);
        } catch (EngineException | IllegalStateException | UnsupportedOperationException e) {
            throw refused(TorchScriptFault.mayBeShape(e) ? misfit(faces, e) : TorchScriptFault.of(e));
        }
    }

    /** Tells what the file would take instead, found out by asking it. */
    private String misfit(NDArray faces, RuntimeException fault) {
        int side = card.crop().side();
        if (faces.getShape().get(0) > 1 && takes(faces.getManager(), 1, FaceImage.CHANNELS, side, side)) {
            return String.format(
                    Locale.ROOT,
                    "it takes one face at a time, and fails on %d; export it with a batch that may vary",
                    faces.getShape().get(0));
        }
        if (takes(faces.getManager(), 1, FaceImage.CHANNELS, side, side)) {
            return TorchScriptFault.of(fault);
        }
        if (takes(faces.getManager(), 1, side, side, FaceImage.CHANNELS)) {
            return String.format(
                    Locale.ROOT,
                    "its file wants channels last, [N, %d, %d, 3], expected [N, 3, %d, %d]; export it channels first",
                    side,
                    side,
                    side,
                    side);
        }
        for (Crop crop : Crop.all().values()) {
            if (crop.side() != side && takes(faces.getManager(), 1, FaceImage.CHANNELS, crop.side(), crop.side())) {
                return String.format(
                        Locale.ROOT,
                        "its file takes %d x %d faces, where crop %s of its card makes %d x %d; %s",
                        crop.side(),
                        crop.side(),
                        card.crop().name(),
                        side,
                        side,
                        Crops.advice(crop.side()));
            }
        }
        return String.format(
                Locale.ROOT,
                "its file does not take a %d x %d face, which crop %s of its card makes (libtorch: %s); correct the crop, or get the file again",
                side,
                side,
                card.crop().name(),
                TorchScriptFault.reason(fault));
    }

    private boolean takes(NDManager parent, long... shape) {
        try (NDManager scope = parent.newSubManager()) {
            NDList outputs = IValueUtils.forward(block, new NDList(scope.zeros(new Shape(shape))), true);
            EmbeddingOutput.of(
                    card,
                    shape[0],
                    outputs.stream().map(output -> output.getShape().getShape()).toList());
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
        model.close();
    }
}
