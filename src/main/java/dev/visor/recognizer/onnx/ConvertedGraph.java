package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.visor.recognizer.onnx.GraphValue.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An ONNX graph as a TorchScript program, which libtorch differentiates.
 *
 * @param archive what libtorch loads: one method, {@code forward(x, w)}, with faces and weights, or the faces alone where there are no
 *     weights; it gives the list of all outputs
 * @param weights in the order of the list
 * @param outputs names of the outputs, in their order
 */
public record ConvertedGraph(byte[] archive, List<ConstantTensor> weights, List<String> outputs) {

    private static final Map<String, Operator> OPERATORS = operators();

    private static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.putAll(LayerOperators.all());
        all.putAll(ElementOperators.all());
        all.putAll(ShapeOperators.all());
        return Map.copyOf(all);
    }

    /** The operators that can be converted, in the order of their names. */
    public static List<String> supported() {
        return OPERATORS.keySet().stream().sorted().toList();
    }

    /**
     * Converts a graph with one input.
     *
     * @throws Unsupported if it has an operator or a setting of one that has no counterpart
     */
    public static ConvertedGraph of(ModelProto model) {
        GraphProto graph = model.getGraph();
        Set<String> unknown = new TreeSet<>();
        graph.getNodeList().stream()
                .filter(node -> !isOrdinary(node) || !OPERATORS.containsKey(node.getOpType()))
                .forEach(node -> unknown.add(node.getOpType()));
        if (!unknown.isEmpty()) {
            throw new Unsupported(String.join(", ", unknown));
        }
        ValueInfoProto input = input(graph);
        GraphCode code = new GraphCode(graph, isBatchOfOne(input));
        code.set(input.getName(), new Tensor(GraphCode.FACES));
        long opset = opset(model);
        for (NodeProto node : graph.getNodeList()) {
            OPERATORS.get(node.getOpType()).write(new Node(node, opset), code);
        }
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        String returned = outputs.stream().map(code::tensor).collect(Collectors.joining(", "));
        return new ConvertedGraph(
                TorchScriptArchive.of(code.lines(), returned, !code.weights().isEmpty()), code.weights(), outputs);
    }

    private static boolean isOrdinary(NodeProto node) {
        return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    }

    private static long opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
    }

    /** Older files list their weights among the inputs. */
    private static ValueInfoProto input(GraphProto graph) {
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new Unsupported("%d inputs".formatted(inputs.size()));
        }
        return inputs.get(0);
    }

    private static boolean isBatchOfOne(ValueInfoProto input) {
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        return shape.getDimCount() > 0 && shape.getDim(0).getDimValue() == 1;
    }
}
