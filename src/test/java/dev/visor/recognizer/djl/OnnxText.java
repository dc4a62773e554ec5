package dev.visor.recognizer.djl;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Small ONNX graphs, written as text: {@code y = Conv(x, w:4x3x3x3, _) pads=[1,1,1,1] group=1; z = Relu(y)}.
 *
 * <p>An input is a name, {@code name:2x3} for seeded weights of those sides (positive ones if the name begins with p), {@code i[1,2]} or
 * {@code i3} for whole numbers, {@code f0.5} for a real one, or {@code _} for none. The last output is the graph's.
 */
public final class OnnxText {

    private static final Pattern LINE = Pattern.compile("([\\w,]+) = (\\w+)\\(([^)]*)\\)(.*)");

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("net");
    private String last = "";

    private OnnxText() {}

    /** @param batch of the input, -1 for any */
    public static ModelProto model(String text, int opset, int batch) {
        OnnxText written = new OnnxText();
        for (String line : text.split(";")) {
            written.node(line.strip());
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(written.graph
                        .addInput(WrittenModels.value("x", batch, 3, 8, 8))
                        .addOutput(WrittenModels.value(written.last)))
                .build();
    }

    private void node(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(line);
        }
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(parts.group(2));
        for (String output : parts.group(1).split(",")) {
            node.addOutput(output);
            last = output;
        }
        for (String input : list(parts.group(3))) {
            node.addInput(input(input));
        }
        for (String attribute : parts.group(4).strip().split(" ")) {
            if (!attribute.isEmpty()) {
                node.addAttribute(attribute(attribute.split("=")[0], attribute.split("=")[1]));
            }
        }
        graph.addNode(node);
    }

    /** At commas outside of brackets. */
    private static List<String> list(String text) {
        return Arrays.stream(text.split(",(?![^\\[]*\\])")).map(String::strip).toList();
    }

    private String input(String text) {
        if (text.equals("_")) {
            return "";
        }
        String name = "c" + graph.getInitializerCount();
        if (text.contains(":")) {
            List<Long> sides = Arrays.stream(text.split(":")[1].split("x"))
                    .map(Long::valueOf)
                    .toList();
            long count = sides.stream().reduce(1L, (a, b) -> a * b);
            SplittableRandom random = new SplittableRandom(graph.getInitializerCount());
            List<Float> values = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                double value = random.nextDouble(-.5, .5);
                values.add((float) (text.startsWith("p") ? Math.abs(value) + .1 : value));
            }
            add(name, sides, TensorProto.DataType.FLOAT, values, List.of());
        } else if (text.startsWith("i[")) {
            List<Long> numbers = Arrays.stream(
                            text.substring(2, text.length() - 1).split(","))
                    .map(Long::valueOf)
                    .toList();
            add(name, List.of((long) numbers.size()), TensorProto.DataType.INT64, List.of(), numbers);
        } else if (text.matches("i-?\\d+")) {
            add(name, List.of(), TensorProto.DataType.INT64, List.of(), List.of(Long.valueOf(text.substring(1))));
        } else if (text.matches("f-?[\\d.]+")) {
            add(name, List.of(), TensorProto.DataType.FLOAT, List.of(Float.valueOf(text.substring(1))), List.of());
        } else {
            return text;
        }
        return name;
    }

    private void add(String name, List<Long> sides, TensorProto.DataType type, List<Float> values, List<Long> numbers) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(sides)
                .addAllFloatData(values)
                .addAllInt64Data(numbers));
    }

    private static AttributeProto attribute(String name, String value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value.startsWith("[")) {
            return attribute
                    .setType(AttributeProto.AttributeType.INTS)
                    .addAllInts(
                            Arrays.stream(value.substring(1, value.length() - 1).split(","))
                                    .map(Long::valueOf)
                                    .toList())
                    .build();
        }
        if (value.matches("-?\\d+")) {
            return attribute
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(Long.parseLong(value))
                    .build();
        }
        return value.matches("-?[\\d.]+")
                ? attribute
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(Float.parseFloat(value))
                        .build()
                : attribute
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
                        .build();
    }
}
