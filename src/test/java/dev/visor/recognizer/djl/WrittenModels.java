package dev.visor.recognizer.djl;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.Preset;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small models written here, honest ones and others: TorchScript from its code, ONNX from its nodes. */
public final class WrittenModels {

    /** Of an honest model's embedding. */
    public static final int DIMENSION = 48;

    /** The embedding {@code e} of an honest TorchScript model: means of 4 x 4 fields. */
    public static final String EMBED = "e = torch.flatten(torch.adaptive_avg_pool2d(x, [4, 4]), 1)";

    private static final int FIELDS = 3 * 4 * 4;

    private WrittenModels() {}

    /** A TorchScript file whose forward takes {@code x} and runs the lines, the last of which returns. */
    public static Path torchScript(Path file, String... lines) throws IOException {
        return typed(file, "x: Tensor", "Tensor", lines);
    }

    static Path typed(Path file, String arguments, String returns, String... lines) throws IOException {
        String code = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n  n : int\n"
                + "  def forward(self: __torch__.Net,\n    " + arguments + ") -> " + returns + ":\n    "
                + String.join("\n    ", lines) + "\n";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "net/data.pkl",
                latin("\u0080\u0002c__torch__\nNet\n)\u0081}(X\u0008\0\0\0training\u0089X\u0001\0\0\0nK\0ub."));
        entries.put("net/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        entries.put("net/constants.pkl", latin("\u0080\u0002)."));
        entries.put("net/version", latin("3\n"));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(zip, entry.getKey(), entry.getValue());
            }
        }
        return file;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** An ONNX model of [N, 3, 112, 112] that multiplies the means of 4 x 4 fields by {@link #weights}. */
    static ModelProto onnx(TensorProto weights) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("net")
                        .addNode(NodeProto.newBuilder()
                                .setOpType("AveragePool")
                                .addInput("x")
                                .addOutput("p")
                                .addAttribute(sides("kernel_shape"))
                                .addAttribute(sides("strides")))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Flatten")
                                .addInput("p")
                                .addOutput("f"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("MatMul")
                                .addInput("f")
                                .addInput("w")
                                .addOutput("e"))
                        .addInitializer(weights)
                        .addInput(value("x", -1, 3, 112, 112))
                        .addOutput(value("e", -1, DIMENSION)))
                .build();
    }

    /** Weights within the file. */
    static TensorProto weights(int seed) {
        return tensor().setRawData(ByteString.copyFrom(bytes(seed))).build();
    }

    /** Weights in another file. */
    static TensorProto weightsIn(String location) {
        return tensor().setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .build();
    }

    static byte[] bytes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer bytes = ByteBuffer.allocate(FIELDS * DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float) random.nextGaussian());
        }
        return bytes.array();
    }

    private static TensorProto.Builder tensor() {
        return TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(List.of((long) FIELDS, (long) DIMENSION));
    }

    private static AttributeProto sides(String name) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(28L, 28L))
                .build();
    }

    /** A tensor of a graph's; a side of -1 may vary. */
    static ValueInfoProto value(String name, long... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : sides) {
            shape.addDim(
                    side < 0
                            ? Dimension.newBuilder().setDimParam("N")
                            : Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** The card of such a model in crop arcface112. */
    public static RecognizerCard card(String type, Digest sha256) {
        return new RecognizerCard(
                "written",
                type,
                "",
                new RecognizerCard.Asset("", "net"),
                sha256,
                Crop.ARCFACE112,
                DIMENSION,
                "",
                "",
                "",
                List.of(),
                Map.of(),
                type.equals("onnx") ? FaceInput.of(Preset.FACENET) : FaceInput.PLAIN,
                EmbeddingChoice.FOUND);
    }
}
