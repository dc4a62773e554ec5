package dev.visor.recognizer.image;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.TorchScriptCode;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An image network in a TorchScript file. */
final class TorchImages implements ImageNetwork.Net {

    private final ModelFile file;
    private final NDManager manager;
    private final Model model;

    TorchImages(ModelFile file, NDManager manager) {
        this.file = file;
        this.manager = manager;
        this.model = Model.newInstance(file.owner(), manager.getDevice(), Compute.ENGINE);
        try {
            file.copied(this::load);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Model load(Path copy) {
        TorchScriptCode.requireComputing(file.owner(), file.path(), copy);
        try {
            model.load(copy.getParent(), copy.getFileName().toString());
            return model;
        } catch (IOException | MalformedModelException | EngineException e) {
            throw TorchScriptCode.noTorchScript(file.owner(), file.path(), e);
        }
    }

    @Override
    public List<Tensor> run(Tensor images) {
        return run(List.of(images));
    }

    /** Runs a network of several inputs. */
    List<Tensor> run(List<Tensor> inputs) {
        try (NDManager scope = manager.newSubManager()) {
            NDList in = new NDList();
            inputs.forEach(images -> in.add(scope.create(images.values(), images.shape())));
            NDList out = model.getBlock().forward(new ParameterStore(scope, false), in, false);
            return out.stream()
                    .map(array -> new Tensor(array.toFloatArray(), array.getShape()))
                    .toList();
        } catch (EngineException e) {
            throw new InputError(
                    "%s: %s failed on images of shape %s: %s"
                            .formatted(
                                    file.owner(),
                                    file.path(),
                                    inputs.get(0).shape(),
                                    e.getMessage()
                                            .lines()
                                            .reduce((first, last) -> last)
                                            .orElse("")),
                    e);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
