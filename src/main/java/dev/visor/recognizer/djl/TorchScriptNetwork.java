package dev.visor.recognizer.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The net of a TorchScript file with weights that can be trained, whether the file is frozen or not.
 *
 * <p>Filters and matrices are trained: everything of two dimensions or more. Vectors stay as they are, which keeps the statistics of
 * batch normalization as they were learned on far more faces than any training here sees.
 */
final class TorchScriptNetwork implements Network {

    /** DJL hands arrays of such a name to the net as one list. */
    private static final String LIST = "constants[]";

    private final CardedNet net;
    private final PtNDManager memory;
    private final PtSymbolBlock block;
    private final NDList constants = new NDList();
    private final List<NDArray> weights = new ArrayList<>();

    TorchScriptNetwork(RecognizerCard card, ModelFile file, NDManager parent) {
        this.net = new CardedNet(card, this::outputs);
        this.memory = (PtNDManager) parent.newSubManager();
        try {
            this.block = load(file);
            for (PtNDArray constant : list(LiftedArchive.CONSTANTS)) {
                // The file's own ones belong to inference.
                NDArray own = constant.duplicate();
                constant.close();
                own.setName(LIST);
                constants.add(own);
            }
            constants.forEach(this::keep);
            for (PtNDArray attribute : list(LiftedArchive.ATTRIBUTES)) {
                keep(attribute);
            }
            if (weights.isEmpty()) {
                throw new InputError(
                        "%s: %s holds no weights that training could move".formatted(file.owner(), file.path()));
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private PtSymbolBlock load(ModelFile file) {
        byte[] lifted = file.copied(LiftedArchive::of);
        try {
            Path copy = Files.createTempFile("visor", ".pt");
            try {
                Files.write(copy, lifted);
                PtSymbolBlock loaded = JniUtils.loadModule(
                        memory, copy, memory.getDevice().isGpu(), new String[0], new String[0], true);
                JniUtils.enableInferenceMode(loaded);
                return loaded;
            } finally {
                Files.delete(copy);
            }
        } catch (EngineException e) {
            throw new InputError(
                    "%s: weights of %s cannot be reached, so it cannot be trained further"
                            .formatted(file.owner(), file.path()),
                    e);
        } catch (IOException e) {
            throw new InputError(
                    "%s: %s cannot be copied to be loaded (%s)".formatted(file.owner(), file.path(), e.getMessage()),
                    e);
        }
    }

    private PtNDArray[] list(String method) {
        try (IValue value = IValueUtils.runMethod(block, method)) {
            return value.toTensorArray(memory);
        }
    }

    private void keep(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32 && array.getShape().dimension() >= 2) {
            weights.add(array);
        }
    }

    @Override
    public List<NDArray> weights() {
        return List.copyOf(weights);
    }

    @Override
    public NDArray forward(NDArray faces) {
        return net.embedding(faces);
    }

    private NDList outputs(NDArray shown) {
        NDList input = new NDList(shown);
        input.addAll(constants);
        return IValueUtils.forward(block, input, true);
    }

    @Override
    public void close() {
        block.close();
        memory.close();
    }
}
