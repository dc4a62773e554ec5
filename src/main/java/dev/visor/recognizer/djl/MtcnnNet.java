package dev.visor.recognizer.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import java.io.IOException;
import java.nio.file.Files;

/** One net of the cascade, for inference only. */
final class MtcnnNet implements AutoCloseable {

    /** Held on to: PyTorch lets go of the weights when DJL's model is collected. */
    private final Model model;

    private MtcnnNet(Model model) {
        this.model = model;
    }

    static MtcnnNet load(ModelFile file, Device device) {
        if (!Files.isRegularFile(file.path())) {
            throw new InputError(
                    "%s: there is no such file; the detector needs it beside its two sister nets (--assets)"
                            .formatted(file.path()));
        }
        return file.copied(copy -> {
            TorchScriptCode.requireComputing(file.owner(), file.path(), copy);
            Model model = Model.newInstance(file.path().getFileName().toString(), device, "PyTorch");
            try {
                model.load(copy.getParent(), copy.getFileName().toString());
                return new MtcnnNet(model);
            } catch (IOException | MalformedModelException | EngineException e) {
                model.close();
                throw TorchScriptCode.noTorchScript(file.owner(), file.path(), e);
            }
        });
    }

    /** Computes without gradients; the results belong to the manager of {@code images}. */
    NDList forward(NDArray images) {
        return model.getBlock().forward(new ParameterStore(images.getManager(), false), new NDList(images), false);
    }

    @Override
    public void close() {
        model.close();
    }
}
