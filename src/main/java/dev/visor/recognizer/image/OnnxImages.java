package dev.visor.recognizer.image;

import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.OnnxNet;
import java.util.List;

/** An image network in an ONNX file. */
final class OnnxImages implements ImageNetwork.Net {

    private final OnnxNet net;

    OnnxImages(ModelFile file) {
        this.net = new OnnxNet(file);
    }

    @Override
    public List<Tensor> run(Tensor images) {
        return net.run(images.values(), images.shape()).values().stream()
                .map(output -> new Tensor(output.values(), new Shape(output.shape())))
                .toList();
    }

    @Override
    public void close() {
        net.close();
    }
}
