package dev.visor.recognizer.image;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.TorchScriptCode;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in a TorchScript file that takes [N, 3, H, W] and gives as much: images, on a scale of its own.
 *
 * <p>It is loaded for a batch and freed with it; images of several sizes are handed to it one by one.
 */
public final class ImageNetwork implements AutoCloseable {

    /** Images in one pass; more at once would leave the cache. */
    private static final int AT_ONCE = 8;

    private final ModelFile file;
    private final Scale scale;
    private final NDManager manager;
    private final Model model;

    /**
     * The numbers that a network takes for the values 0..255, and gives.
     *
     * @param mean that is taken off a value before it goes in, and added to what comes out
     * @param std by which it is divided, and multiplied
     */
    public record Scale(double mean, double std) {}

    /**
     * Loads the file.
     *
     * @throws InputError if it is no TorchScript, or another file than its digest pins
     */
    public ImageNetwork(ModelFile file, Scale scale, NDManager manager) {
        this.file = file;
        this.scale = scale;
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

    /**
     * Makes an image of each.
     *
     * @param images quantized
     * @return in order, of the same sizes, within 0..255, not rounded
     * @throws InputError if the network fails, or gives something else than an image for each
     */
    public List<FaceImage> apply(List<FaceImage> images) {
        boolean alike = images.stream().allMatch(images.get(0)::sameShapeAs);
        int step = alike ? AT_ONCE : 1;
        List<FaceImage> made = new ArrayList<>();
        for (int start = 0; start < images.size(); start += step) {
            made.addAll(pass(images.subList(start, Math.min(start + step, images.size()))));
        }
        return made;
    }

    private List<FaceImage> pass(List<FaceImage> images) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray in = Faces.stack(scope, images).sub(scale.mean()).div(scale.std());
            NDList out = model.getBlock().forward(new ParameterStore(scope, false), new NDList(in), false);
            Shape wanted = in.getShape();
            if (out.size() != 1 || !out.get(0).getShape().equals(wanted)) {
                throw new InputError("%s: %s makes %s of images %s; expected one tensor of the same shape"
                        .formatted(
                                file.owner(),
                                file.path(),
                                out.isEmpty() ? "nothing" : out.get(0).getShape(),
                                wanted));
            }
            NDArray scaled = out.get(0).mul(scale.std()).add(scale.mean()).clip(0, 255);
            return Faces.unstack(scaled);
        } catch (EngineException e) {
            throw new InputError(
                    "%s: %s failed on images of %d x %d: %s"
                            .formatted(
                                    file.owner(),
                                    file.path(),
                                    images.get(0).width(),
                                    images.get(0).height(),
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
