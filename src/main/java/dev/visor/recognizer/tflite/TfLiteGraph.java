package dev.visor.recognizer.tflite;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.visor.recognizer.onnx.Unsupported;
import dev.visor.recognizer.tflite.TfLiteModel.Operator;
import dev.visor.recognizer.tflite.TfLiteModel.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A TensorFlow Lite graph of images as an ONNX graph, so that one converter and one engine serve both.
 *
 * <p>Images of [batch, height, width, channels] become [batch, channels, height, width], with any number of images in a batch; filters and paddings are turned
 * alike. "Same" padding puts an odd pixel behind and below, which ONNX calls {@code SAME_UPPER}. Weights of 16 bits become 32.
 */
public final class TfLiteGraph {

    private static final long OPSET = 13;

    /** Numbers of operators in the schema. */
    private static final int ADD = 0;

    private static final int CONVOLUTION = 3;
    private static final int DEPTHWISE = 4;
    private static final int DEQUANTIZE = 6;
    private static final int LOGISTIC = 14;
    private static final int MAX_POOL = 17;
    private static final int PAD = 34;
    private static final int PRELU = 54;

    /** Numbers of activations that are fused to an operator. */
    private static final int NO_ACTIVATION = 0;

    private static final int RELU = 1;

    /** The order in which the sides of an image stand here, of those of TensorFlow. */
    private static final int[] TURNED = {0, 3, 1, 2};

    private final TfLiteModel model;
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /** Constants by the number of the tensor that they become. */
    private final Map<Integer, Tensor> constants = new HashMap<>();

    private TfLiteGraph(TfLiteModel model) {
        this.model = model;
    }

    /**
     * Converts a file with one input.
     *
     * @throws Unsupported if it is no TensorFlow Lite file, or has an operator or a setting of one that is not known here
     */
    public static ModelProto of(byte[] file) {
        TfLiteGraph converted = new TfLiteGraph(TfLiteModel.read(file));
        try {
            return converted.convert();
        } catch (IndexOutOfBoundsException e) {
            throw new Unsupported("an operator with fewer tensors than it needs (" + e.getMessage() + ")");
        }
    }

    private ModelProto convert() {
        if (model.inputs().length != 1) {
            throw new Unsupported("%d inputs".formatted(model.inputs().length));
        }
        for (int i = 0; i < model.tensors().size(); i++) {
            if (model.tensors().get(i).isConstant()) {
                constants.put(i, model.tensors().get(i));
            }
        }
        graph.addInput(input(model.inputs()[0]));
        model.operators().forEach(this::convert);
        for (int output : model.outputs()) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name(output)));
        }
        return ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    /** The sides of one image; the batch is left open. */
    private ValueInfoProto input(int tensor) {
        int[] sides = image(tensor);
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (int i = 1; i < TURNED.length; i++) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(sides[TURNED[i]]));
        }
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name(tensor))
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private int[] image(int tensor) {
        int[] sides = model.tensors().get(tensor).sides();
        if (sides.length != TURNED.length) {
            throw new Unsupported("a tensor of sides %s in place of images".formatted(Arrays.toString(sides)));
        }
        return sides;
    }

    private void convert(Operator operator) {
        switch (operator.code()) {
            case DEQUANTIZE -> constants.put(operator.outputs()[0], constant(operator, 0));
            case CONVOLUTION -> convolution(operator, false);
            case DEPTHWISE -> convolution(operator, true);
            case MAX_POOL -> {
                NodeProto.Builder node = node("MaxPool", operator, 1);
                window(node, operator.options());
                node.addAttribute(wholes(
                        "kernel_shape",
                        operator.options().whole(4, 1),
                        operator.options().whole(3, 1)));
                add(node, operator, operator.options().small(5, NO_ACTIVATION));
            }
            case ADD ->
                add(node("Add", operator, 2), operator, operator.options().small(0, NO_ACTIVATION));
            case LOGISTIC -> add(node("Sigmoid", operator, 1), operator, NO_ACTIVATION);
            case PRELU -> {
                float[] slopes = constant(operator, 1).reals();
                String slope = real(operator, "slope", slopes, slopes.length, 1, 1);
                add(node("PRelu", operator, 1).addInput(slope), operator, NO_ACTIVATION);
            }
            case PAD -> pad(operator);
            default -> throw new Unsupported("operator %d of TensorFlow Lite".formatted(operator.code()));
        }
    }

    /** Filters stand as [out, height, width, in]; where each channel has its own, as [1, height, width, out]. */
    private void convolution(Operator operator, boolean depthwise) {
        Tensor filters = constant(operator, 1);
        int[] sides = filters.sides();
        if (sides.length != TURNED.length) {
            throw new Unsupported("filters of sides %s".formatted(Arrays.toString(sides)));
        }
        FlatTable options = operator.options();
        NodeProto.Builder node = node("Conv", operator, 1);
        window(node, options);
        // A depthwise one has its multiplier before the activation.
        int activation = depthwise ? 4 : 3;
        node.addAttribute(wholes("dilations", options.whole(activation + 2, 1), options.whole(activation + 1, 1)));
        int group = depthwise ? image(operator.inputs()[0])[3] : 1;
        node.addAttribute(AttributeProto.newBuilder()
                .setName("group")
                .setType(AttributeProto.AttributeType.INT)
                .setI(group));
        int out = depthwise ? sides[3] : sides[0];
        int in = depthwise ? 1 : sides[3];
        node.addInput(real(
                operator,
                "filters",
                turned(filters.reals(), out, in, sides[1] * sides[2], depthwise),
                out,
                in,
                sides[1],
                sides[2]));
        if (operator.inputs().length > 2 && operator.inputs()[2] >= 0) {
            float[] bias = constant(operator, 2).reals();
            node.addInput(real(operator, "bias", bias, bias.length));
        }
        add(node, operator, options.small(activation, NO_ACTIVATION));
    }

    private static float[] turned(float[] values, int out, int in, int places, boolean depthwise) {
        float[] turned = new float[values.length];
        int at = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int place = 0; place < places; place++) {
                    turned[at++] = values[depthwise ? place * out + o : (o * places + place) * in + i];
                }
            }
        }
        return turned;
    }

    /** Padding and strides, which convolutions and pooling have in the same fields. */
    private static void window(NodeProto.Builder node, FlatTable options) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName("auto_pad")
                .setType(AttributeProto.AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(options.small(0, 0) == 0 ? "SAME_UPPER" : "VALID")));
        node.addAttribute(wholes("strides", options.whole(2, 1), options.whole(1, 1)));
    }

    /** Paddings stand as [side][before, after]; ONNX has all before, then all after. */
    private void pad(Operator operator) {
        int[] pads = constant(operator, 1).wholes();
        if (pads.length != 2 * TURNED.length) {
            throw new Unsupported("paddings of other than images");
        }
        TensorProto.Builder turned = TensorProto.newBuilder()
                .setName(name(operator.outputs()[0]) + " pads")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(pads.length);
        for (int end = 0; end < 2; end++) {
            for (int side : TURNED) {
                turned.addInt64Data(pads[2 * side + end]);
            }
        }
        graph.addInitializer(turned);
        add(node("Pad", operator, 1).addInput(turned.getName()), operator, NO_ACTIVATION);
    }

    /** A node with the first inputs of an operator. */
    private NodeProto.Builder node(String type, Operator operator, int inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type);
        for (int i = 0; i < inputs; i++) {
            if (constants.containsKey(operator.inputs()[i])) {
                throw new Unsupported("%s with a constant in place of images".formatted(type));
            }
            node.addInput(name(operator.inputs()[i]));
        }
        return node;
    }

    /** Adds a node whose output, after the activation, is the operator's. */
    private void add(NodeProto.Builder node, Operator operator, int activation) {
        String output = name(operator.outputs()[0]);
        if (activation == NO_ACTIVATION) {
            graph.addNode(node.addOutput(output));
        } else if (activation == RELU) {
            graph.addNode(node.addOutput(output + " before"));
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Relu")
                    .addInput(output + " before")
                    .addOutput(output));
        } else {
            throw new Unsupported("activation %d of TensorFlow Lite".formatted(activation));
        }
    }

    private Tensor constant(Operator operator, int input) {
        Tensor constant = constants.get(operator.inputs()[input]);
        if (constant == null) {
            throw new Unsupported(
                    "operator %d of TensorFlow Lite with a computed input %d".formatted(operator.code(), input));
        }
        return constant;
    }

    /** Adds real numbers to the graph, and returns their name. */
    private String real(Operator operator, String part, float[] values, long... sides) {
        if (LongStream.of(sides).reduce(1, (a, b) -> a * b) != values.length) {
            throw new Unsupported(
                    "%s of %d numbers for sides %s".formatted(part, values.length, Arrays.toString(sides)));
        }
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name(operator.outputs()[0]) + " " + part)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllFloatData(boxed);
        LongStream.of(sides).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    private static AttributeProto wholes(String name, long... numbers) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        LongStream.of(numbers).forEach(attribute::addInts);
        return attribute.build();
    }

    private static String name(int tensor) {
        return "t" + tensor;
    }
}
