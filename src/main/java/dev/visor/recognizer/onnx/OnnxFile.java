package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.ModelFile.Contents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An ONNX model whole in memory. Weights that it keeps in files beside it become part of the graph, so that the digest covers
 * them and ONNX Runtime opens no file of a stranger's naming.
 */
public final class OnnxFile {

    private static final String LOCATION = "location";

    private final ModelFile file;

    private OnnxFile(ModelFile file) {
        this.file = file;
    }

    /**
     * The model as ONNX Runtime is to load it.
     *
     * @throws InputError if it is no ONNX model, or the file and those it names are not what the digest pins
     */
    public static byte[] of(ModelFile file) {
        OnnxFile model = new OnnxFile(file);
        Contents contents = file.contents(model::parts);
        return contents.parts().isEmpty()
                ? contents.file()
                : model.inlined(model.parse(contents.file()), contents.parts()).toByteArray();
    }

    /** The graph of such bytes, which {@link #of} gave; weights are not copied. */
    public static ModelProto graph(byte[] model) {
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
            in.enableAliasing(true);
            return ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw new IllegalStateException("a model that was read once is read again", e);
        }
    }

    /** The digest of the file and of all files that it names, whatever is pinned. */
    public static Digest digest(ModelFile file) {
        return ModelFile.over(file.unpinned(new OnnxFile(file)::parts));
    }

    private SortedSet<String> parts(byte[] bytes) {
        SortedSet<String> names = new TreeSet<>();
        name(parse(bytes), names);
        return names;
    }

    private ModelProto parse(byte[] bytes) {
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            in.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(in);
            if (!model.hasGraph()) {
                throw notOnnx("it holds no graph", null);
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw notOnnx(looks(bytes), e);
        } catch (IOException e) {
            throw notOnnx(e.getMessage(), e);
        }
    }

    private InputError notOnnx(String why, Exception cause) {
        return new InputError(
                "%s: %s cannot be loaded as an ONNX model: %s; get the file again"
                        .formatted(file.owner(), file.path(), why),
                cause);
    }

    /** Names what was downloaded instead of a model, as is common. */
    private static String looks(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.ISO_8859_1).strip();
        if (start.startsWith("<")) {
            return "it is a web page";
        }
        return start.startsWith("version https://git-lfs")
                ? "it is a pointer of Git LFS, not the file itself"
                : "its bytes are no ONNX";
    }

    /** Wherever a tensor can be: initializers, attributes, graphs within graphs, functions. */
    private void name(Message message, SortedSet<String> names) {
        if (message instanceof TensorProto tensor) {
            if (isOutside(tensor)) {
                names.add(entry(tensor, LOCATION));
            }
            return;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            messages(field).forEach(inner -> name(inner, names));
        }
    }

    private Message inlined(Message message, SortedMap<String, byte[]> parts) {
        if (message instanceof TensorProto tensor) {
            return isOutside(tensor) ? inside(tensor, parts) : tensor;
        }
        Message.Builder changed = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            List<Message> inner = messages(field);
            for (int i = 0; i < inner.size(); i++) {
                Message whole = inlined(inner.get(i), parts);
                if (field.getKey().isRepeated()) {
                    changed.setRepeatedField(field.getKey(), i, whole);
                } else {
                    changed.setField(field.getKey(), whole);
                }
            }
        }
        return changed.build();
    }

    private static List<Message> messages(Map.Entry<FieldDescriptor, Object> field) {
        if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return List.of();
        }
        List<Message> messages = new ArrayList<>();
        List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
        values.forEach(value -> messages.add((Message) value));
        return messages;
    }

    private static boolean isOutside(TensorProto tensor) {
        return tensor.getDataLocation() == DataLocation.EXTERNAL;
    }

    private TensorProto inside(TensorProto tensor, SortedMap<String, byte[]> parts) {
        byte[] part = parts.get(entry(tensor, LOCATION));
        long offset = number(tensor, "offset", 0);
        long length = number(tensor, "length", part.length - offset);
        if (offset < 0 || length < 0 || offset > part.length - length) {
            throw new InputError("%s: %s places weights \"%s\" at bytes %d to %d of %s, which has %d; get both again"
                    .formatted(
                            file.owner(),
                            file.path(),
                            tensor.getName(),
                            offset,
                            offset + length,
                            entry(tensor, LOCATION),
                            part.length));
        }
        return tensor.toBuilder()
                .clearExternalData()
                .setDataLocation(DataLocation.DEFAULT)
                .setRawData(UnsafeByteOperations.unsafeWrap(part, (int) offset, (int) length))
                .build();
    }

    private static String entry(TensorProto tensor, String key) {
        return tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElse("");
    }

    private long number(TensorProto tensor, String key, long otherwise) {
        String text = entry(tensor, key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw notOnnx("weights \"%s\" have no sound %s".formatted(tensor.getName(), key), null);
        }
        return Long.parseLong(text);
    }
}
