package dev.visor.recognizer.image;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import java.util.ArrayList;
import java.util.List;

/** A network in a TorchScript file that takes two batches of images and gives a number for each pair, such as LPIPS. */
public final class PairNetwork implements AutoCloseable {

    private static final int AT_ONCE = 8;

    private final ModelFile file;
    private final ImageNetwork.Scale scale;
    private final TorchImages net;

    /**
     * Loads the file.
     *
     * @throws InputError if it is no TorchScript model, or another file than its digest pins
     */
    public PairNetwork(ModelFile file, ImageNetwork.Scale scale, NDManager manager) {
        this.file = file;
        this.scale = scale;
        this.net = new TorchImages(file, manager);
    }

    /**
     * Compares images with images, pair by pair.
     *
     * @param ones all of one size
     * @param others as many, of the same size
     * @return a number for each pair
     * @throws InputError if the network fails, or gives something else than one finite number for each
     */
    public List<Double> compare(List<FaceImage> ones, List<FaceImage> others) {
        List<Double> numbers = new ArrayList<>();
        for (int start = 0; start < ones.size(); start += AT_ONCE) {
            int end = Math.min(start + AT_ONCE, ones.size());
            numbers.addAll(pass(ones.subList(start, end), others.subList(start, end)));
        }
        return numbers;
    }

    private List<Double> pass(List<FaceImage> ones, List<FaceImage> others) {
        List<ImageNetwork.Net.Tensor> out = net.run(List.of(tensor(ones), tensor(others)));
        if (out.size() != 1 || out.get(0).values().length != ones.size()) {
            throw refused(
                    "gives %s".formatted(out.isEmpty() ? "nothing" : out.get(0).shape()), ones);
        }
        List<Double> numbers = new ArrayList<>();
        for (float value : out.get(0).values()) {
            if (!Float.isFinite(value)) {
                throw refused("gives " + value, ones);
            }
            numbers.add((double) value);
        }
        return numbers;
    }

    private InputError refused(String what, List<FaceImage> images) {
        return new InputError("%s: %s %s for two batches of %d images; expected one finite number for each pair"
                .formatted(file.owner(), file.path(), what, images.size()));
    }

    private ImageNetwork.Net.Tensor tensor(List<FaceImage> images) {
        FaceImage first = images.get(0);
        int size = first.pixels().length;
        float[] values = new float[images.size() * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((images.get(i / size).pixels()[i % size] - scale.mean()) / scale.std());
        }
        return new ImageNetwork.Net.Tensor(
                values, new Shape(images.size(), FaceImage.CHANNELS, first.height(), first.width()));
    }

    @Override
    public void close() {
        net.close();
    }
}
