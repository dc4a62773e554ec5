package dev.visor.recognizer.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One net of the cascade, for inference only. */
final class MtcnnNet implements AutoCloseable {

    /** Held on to: PyTorch lets go of the weights when DJL's model is collected. */
    private final Model model;

    private final Digest sha256;

    private MtcnnNet(Model model, Digest sha256) {
        this.model = model;
        this.sha256 = sha256;
    }

    static MtcnnNet load(Path file, Device device) {
        if (!Files.isRegularFile(file)) {
            throw new InputError(
                    "%s: there is no such file; the detector needs it beside its two sister nets (--assets)"
                            .formatted(file));
        }
        String name = file.getFileName().toString().replaceFirst("\\.pt$", "");
        Model model = Model.newInstance(name, device, "PyTorch");
        try {
            Digest sha256 = Digest.ofFile(file);
            model.load(file.toAbsolutePath().getParent(), name);
            return new MtcnnNet(model, sha256);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new InputError(file + ": is no TorchScript archive that can be loaded; get the file again", e);
        }
    }

    Digest sha256() {
        return sha256;
    }

    /** Without gradients; the results belong to the manager of {@code images}. */
    NDList forward(NDArray images) {
        return model.getBlock().forward(new ParameterStore(images.getManager(), false), new NDList(images), false);
    }

    @Override
    public void close() {
        model.close();
    }
}
