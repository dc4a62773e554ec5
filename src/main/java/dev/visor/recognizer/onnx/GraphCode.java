package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.visor.recognizer.onnx.GraphValue.Constant;
import dev.visor.recognizer.onnx.GraphValue.Numbers;
import dev.visor.recognizer.onnx.GraphValue.Sides;
import dev.visor.recognizer.onnx.GraphValue.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The TorchScript code of a graph while it is being written. Nothing of the file's own words gets into it: variables have names of
 * this class, and everything else is a number.
 */
final class GraphCode {

    /** The variable of the faces. */
    static final String FACES = "x";

    /** The variable of the list of weights. */
    static final String WEIGHTS = "w";

    private final List<String> lines = new ArrayList<>();
    private final List<ConstantTensor> weights = new ArrayList<>();
    private final Map<String, GraphValue> values = new HashMap<>();
    private final Map<String, String> weightOf = new HashMap<>();
    private final boolean batchOfOne;

    /** @param batchOfOne whether the graph has a batch of one built in */
    GraphCode(GraphProto graph, boolean batchOfOne) {
        this.batchOfOne = batchOfOne;
        graph.getInitializerList()
                .forEach(tensor -> values.put(tensor.getName(), new Constant(ConstantTensor.of(tensor))));
    }

    /** Whether the first side of a built-in shape is the batch, of which there may be more now. */
    boolean batchOfOne() {
        return batchOfOne;
    }

    List<String> lines() {
        return lines;
    }

    List<ConstantTensor> weights() {
        return weights;
    }

    void set(String name, GraphValue value) {
        values.put(name, value);
    }

    /** @throws Unsupported if nothing gave the value before */
    GraphValue get(String name) {
        GraphValue value = values.get(name);
        if (value == null) {
            throw new Unsupported("a value that no node gives");
        }
        return value;
    }

    boolean isNumbers(String name) {
        return get(name) instanceof Numbers || get(name) instanceof Sides;
    }

    /** The variable of a tensor; a constant becomes a weight. */
    String tensor(String name) {
        GraphValue value = get(name);
        if (value instanceof Tensor tensor) {
            return tensor.variable();
        }
        if (value instanceof Constant constant) {
            return weightOf.computeIfAbsent(name, key -> weight(constant.tensor()));
        }
        throw new Unsupported("sides of a tensor used as a tensor");
    }

    /** A further weight. */
    String weight(ConstantTensor tensor) {
        weights.add(tensor);
        return WEIGHTS + "[" + (weights.size() - 1) + "]";
    }

    /** @throws Unsupported if it is computed */
    ConstantTensor constant(Node node, int input) {
        if (get(node.input(input)) instanceof Constant constant) {
            return constant.tensor();
        }
        throw node.unsupported("a computed input " + input);
    }

    /** Constant whole numbers. */
    List<Long> wholes(Node node, int input) {
        ConstantTensor constant = constant(node, input);
        if (constant.isReal()) {
            throw node.unsupported("real numbers as input " + input);
        }
        return LongStream.of(constant.wholes()).boxed().toList();
    }

    /** Whole numbers as expressions, constant or computed from sides. */
    List<String> numbers(Node node, int input) {
        GraphValue value = get(node.input(input));
        if (value instanceof Numbers numbers) {
            return numbers.expressions();
        }
        if (value instanceof Constant) {
            return wholes(node, input).stream().map(String::valueOf).toList();
        }
        throw node.unsupported("a computed input " + input);
    }

    /** Gives a node's output the value of an expression. */
    void assign(Node node, int output, String expression) {
        String variable = variable(expression);
        if (output < node.proto().getOutputCount()) {
            set(node.output(output), new Tensor(variable));
        }
    }

    /** A new variable with the value of an expression. */
    String variable(String expression) {
        String name = "v" + lines.size();
        lines.add(name + " = " + expression);
        return name;
    }

    /** A real number as TorchScript writes it. */
    static String real(double value) {
        if (!Double.isFinite(value)) {
            throw new Unsupported("the number " + value);
        }
        return Double.toString(value).replace("E", "e");
    }

    static String list(List<?> items) {
        return items.toString();
    }

    static String truth(boolean value) {
        return value ? "True" : "False";
    }
}
