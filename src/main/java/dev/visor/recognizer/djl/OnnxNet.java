package dev.visor.recognizer.djl;

import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.onnx.OnnxFile;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An ONNX graph with one input, run by ONNX Runtime on the CPU: floats in, floats out, no gradients. */
public final class OnnxNet implements AutoCloseable {

    private final ModelFile file;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;

    /** Values row by row, and their shape. */
    public record Output(float[] values, long[] shape) {}

    /** @throws InputError if it is no ONNX model, or another than its digest pins */
    public OnnxNet(ModelFile file) {
        this(file, OnnxFile.of(file));
    }

    /** @param model the file's, as {@link OnnxFile} read it */
    OnnxNet(ModelFile file, byte[] model) {
        this.file = file;
        try {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // Threads that wait by turning around take the processor from whoever shares it.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            options.close();
            throw new InputError(
                    "%s: %s cannot be loaded as an ONNX model: %s".formatted(file.owner(), file.path(), reason(e)), e);
        }
    }

    /**
     * Returns the inputs of the graph, by name; sides that may vary are -1.
     *
     * @throws InputError if an input is no tensor
     */
    Map<String, TensorInfo> inputs() {
        Map<String, TensorInfo> inputs = new LinkedHashMap<>();
        try {
            for (NodeInfo input : session.getInputInfo().values()) {
                if (!(input.getInfo() instanceof TensorInfo tensor)) {
                    throw new InputError("%s: input \"%s\" of %s is no tensor, expected one of faces"
                            .formatted(file.owner(), input.getName(), file.path()));
                }
                inputs.put(input.getName(), tensor);
            }
            return inputs;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Runs the graph; every output by its name, in the graph's order. */
    public Map<String, Output> run(float[] input, Shape shape) {
        String name = session.getInputNames().iterator().next();
        try (OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape.getShape());
                OrtSession.Result result = session.run(Map.of(name, in))) {
            Map<String, Output> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), floats(output.getKey(), output.getValue()));
            }
            return outputs;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private Output floats(String name, OnnxValue value) {
        if (value instanceof OnnxTensor tensor) {
            long[] shape = tensor.getInfo().getShape();
            switch (tensor.getInfo().type) {
                case FLOAT, FLOAT16 -> {
                    FloatBuffer values = tensor.getFloatBuffer();
                    float[] copy = new float[values.remaining()];
                    values.get(copy);
                    return new Output(copy, shape);
                }
                case DOUBLE -> {
                    DoubleBuffer values = tensor.getDoubleBuffer();
                    float[] copy = new float[values.remaining()];
                    for (int i = 0; i < copy.length; i++) {
                        copy[i] = (float) values.get(i);
                    }
                    return new Output(copy, shape);
                }
                default -> {
                    // What is no real number is no embedding; a shape alone tells of it.
                    return new Output(new float[0], new long[] {0});
                }
            }
        }
        throw new InputError("%s: output \"%s\" of %s is no tensor; export it with the embedding alone"
                .formatted(file.owner(), name, file.path()));
    }

    private InputError failed(OrtException e) {
        return new InputError("%s: %s cannot be run: %s".formatted(file.owner(), file.path(), reason(e)), e);
    }

    /** ONNX Runtime's own words, without the place in its source code. */
    private static String reason(OrtException e) {
        return e.getMessage()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceAll("\\S*/\\w+\\.(cc|h):\\d+ ?", "")
                .replaceAll(":?[\\w:~]+\\([^()]*\\)\\s+", "")
                .strip();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file.path() + " cannot be closed", e);
        } finally {
            options.close();
        }
    }
}
