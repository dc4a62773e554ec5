package dev.visor.recognizer.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.file.WholeFile;
import dev.visor.recognizer.onnx.ConstantTensor;
import dev.visor.recognizer.onnx.ConvertedGraph;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A converted graph, loaded: gradients flow to its input only. */
public final class ConvertedNet implements AutoCloseable {

    /** DJL hands arrays of such a name to the net as one list. */
    private static final String LIST = "w[]";

    private final PtNDManager memory;
    private final PtSymbolBlock block;
    private final NDList weights = new NDList();

    /**
     * Puts weights on the device.
     *
     * @param precision of weights that are real numbers: float32, or float64 to measure gradients with
     * @throws EngineException if libtorch cannot make sense of the code
     */
    public ConvertedNet(ConvertedGraph graph, DataType precision, Compute compute) {
        this.memory = (PtNDManager) compute.manager().newSubManager();
        try {
            this.block = load(graph.archive());
            for (ConstantTensor weight : graph.weights()) {
                NDArray array = array(weight, precision);
                array.setName(LIST);
                weights.add(array);
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private PtSymbolBlock load(byte[] archive) {
        try {
            Path file = Files.createTempFile("visor", ".pt");
            try {
                Files.write(file, archive);
                PtSymbolBlock loaded = JniUtils.loadModule(
                        memory, file, memory.getDevice().isGpu(), new String[0], new String[0], true);
                JniUtils.enableInferenceMode(loaded);
                return loaded;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw WholeFile.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private NDArray array(ConstantTensor weight, DataType precision) {
        Shape shape = new Shape(weight.sides());
        return weight.values() == null
                ? memory.create(weight.wholes(), shape)
                : memory.create(weight.values(), shape).toType(precision, false);
    }

    /** Returns all outputs, in the graph's order. */
    public NDList forward(NDArray shown) {
        NDList input = new NDList(shown);
        input.addAll(weights);
        return IValueUtils.forward(block, input, true);
    }

    @Override
    public void close() {
        block.close();
        memory.close();
    }
}
