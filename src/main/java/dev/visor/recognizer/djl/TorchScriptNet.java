package dev.visor.recognizer.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.recognizer.ModelFile;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The network of a TorchScript file with frozen weights: gradients flow to its input only. */
final class TorchScriptNet implements AutoCloseable {

    private final ModelFile file;

    /** Held, for once it is collected, its block is gone. */
    private final Model model;

    private final PtSymbolBlock block;

    /** @throws dev.visor.core.InputError if it is no TorchScript, or another file than its digest pins */
    TorchScriptNet(ModelFile file, Compute compute) {
        this.file = file;
        this.model = Model.newInstance(file.owner(), compute.manager().getDevice(), Compute.ENGINE);
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

    /** All outputs, for a batch in the file's own form; part of the graph where gradients are recorded. */
    NDList forward(NDArray shown) {
        // The public way to ask for gradients would also switch batch normalization to its training statistics.
        return IValueUtils.forward(block, new NDList(shown), true);
    }

    @Override
    public void close() {
        model.close();
    }
}
