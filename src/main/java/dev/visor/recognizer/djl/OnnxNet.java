package dev.visor.recognizer.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An ONNX graph with one input, run by ONNX Runtime on the CPU: floats in, floats out, no gradients. */
final class OnnxNet implements AutoCloseable {

    private final Model model;
    private final ParameterStore noParameters = new ParameterStore();

    OnnxNet(Path file) {
        model = Model.newInstance(file.getFileName().toString(), Device.cpu(), "OnnxRuntime");
        try {
            model.load(file.getParent(), file.getFileName().toString());
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new InputError(file + " cannot be loaded as an ONNX model: " + e.getMessage(), e);
        }
    }

    /** Runs the graph; every output by its name, in the graph's order, row by row. */
    Map<String, float[]> run(float[] input, Shape shape) {
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDList in = new NDList(scope.create(FloatBuffer.wrap(input), shape));
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (NDArray output : model.getBlock().forward(noParameters, in, false)) {
                outputs.put(output.getName(), output.toFloatArray());
            }
            return outputs;
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
