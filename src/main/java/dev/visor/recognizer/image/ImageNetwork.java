package dev.visor.recognizer.image;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network in a TorchScript or ONNX file that takes [N, 3, H, W] and gives as much: images, on a scale of its own.
 *
 * <p>It is loaded for a batch and freed with it; images of several sizes are handed to it one by one. ONNX runs on the CPU.
 */
public final class ImageNetwork implements AutoCloseable {

    /** Images in one pass; more at once would leave the cache. */
    private static final int AT_ONCE = 8;

    private static final float MOST = 255;

    private final ModelFile file;
    private final Scale scale;
    private final Net net;

    /**
     * The numbers that a network takes for the values 0..255, and gives.
     *
     * @param mean that is taken off a value before it goes in, and added to what comes out
     * @param std by which it is divided, and multiplied
     */
    public record Scale(double mean, double std) {}

    /** A network by its file's format. */
    interface Net extends AutoCloseable {

        /** Values of an image, and their shape. */
        record Tensor(float[] values, Shape shape) {}

        /** Returns all outputs. */
        List<Tensor> run(Tensor images);

        @Override
        void close();
    }

    /**
     * Loads the file; one whose name ends in {@code .onnx} is ONNX.
     *
     * @throws InputError if it is neither, or another file than its digest pins
     */
    public ImageNetwork(ModelFile file, Scale scale, NDManager manager) {
        this.file = file;
        this.scale = scale;
        this.net = file.path().toString().endsWith(".onnx") ? new OnnxImages(file) : new TorchImages(file, manager);
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
        FaceImage first = images.get(0);
        int size = first.pixels().length;
        Shape shape = new Shape(images.size(), FaceImage.CHANNELS, first.height(), first.width());
        float[] values = new float[images.size() * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((images.get(i / size).pixels()[i % size] - scale.mean()) / scale.std());
        }
        List<Net.Tensor> out = net.run(new Net.Tensor(values, shape));
        if (out.size() != 1 || !out.get(0).shape().equals(shape)) {
            throw new InputError("%s: %s makes %s of images %s; expected one tensor of the same shape"
                    .formatted(
                            file.owner(),
                            file.path(),
                            out.isEmpty() ? "nothing" : out.get(0).shape(),
                            shape));
        }
        return unscaled(out.get(0).values(), size, first);
    }

    private List<FaceImage> unscaled(float[] values, int size, FaceImage like) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(MOST, (float) (values[i] * scale.std() + scale.mean())));
        }
        List<FaceImage> made = new ArrayList<>();
        for (int start = 0; start < values.length; start += size) {
            made.add(new FaceImage(like.width(), like.height(), Arrays.copyOfRange(values, start, start + size)));
        }
        return made;
    }

    @Override
    public void close() {
        net.close();
    }
}
