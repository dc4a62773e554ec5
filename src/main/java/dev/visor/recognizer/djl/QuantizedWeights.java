package dev.visor.recognizer.djl;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import dev.visor.core.InputError;
import dev.visor.recognizer.ModelFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights as TensorFlow.js stores them: a JSON manifest that names the arrays, and one file with their bytes.
 *
 * <p>An array is either plain 32-bit floats, little end first, or quantized: one byte a weight, steps of {@code scale}
 * above {@code min}. That is all face-api uses; 16-bit storage is refused.
 */
final class QuantizedWeights {

    /** An array as stored: TensorFlow's layout, so a convolution's filters are [height, width, in, out]. */
    record Weights(int[] shape, float[] values) {}

    /** The manifest's own field names. */
    private record Group(List<Entry> weights, List<String> paths) {}

    private record Entry(String name, int[] shape, String dtype, Quantization quantization) {}

    private record Quantization(String dtype, double scale, double min) {}

    private final Map<String, Weights> arrays;
    private final Path manifest;

    private QuantizedWeights(Map<String, Weights> arrays, Path manifest) {
        this.arrays = Collections.unmodifiableMap(arrays);
        this.manifest = manifest;
    }

    /** Reads every array of the manifest's only group. */
    static QuantizedWeights read(ModelFile description, ModelFile weights) {
        Path manifest = description.path();
        Path binary = weights.path();
        Group group = group(description);
        byte[] bytes = weights.bytes();
        Map<String, Weights> arrays = new LinkedHashMap<>();
        int at = 0;
        for (Entry entry : group.weights()) {
            long size = size(entry, manifest) * bytesPerWeight(entry, manifest);
            if (at + size > bytes.length) {
                throw new InputError("%s ends at byte %d, but %s places array \"%s\" up to byte %d: fetch both again"
                        .formatted(binary, bytes.length, manifest, entry.name(), at + size));
            }
            arrays.put(entry.name(), new Weights(entry.shape(), values(entry, ByteBuffer.wrap(bytes, at, (int) size))));
            at += (int) size;
        }
        if (at != bytes.length) {
            throw new InputError("%s has %d bytes, but %s describes %d: fetch both again"
                    .formatted(binary, bytes.length, manifest, at));
        }
        return new QuantizedWeights(arrays, manifest);
    }

    /** The array of that name. */
    Weights get(String name) {
        Weights array = arrays.get(name);
        if (array == null) {
            throw new InputError("%s: no array \"%s\": it describes another network".formatted(manifest, name));
        }
        return array;
    }

    private static int bytesPerWeight(Entry entry, Path manifest) {
        String stored = entry.quantization() == null
                ? entry.dtype()
                : entry.quantization().dtype();
        return switch (stored) {
            case "float32" -> Float.BYTES;
            case "uint8" -> 1;
            default ->
                throw new InputError("%s: array \"%s\" is stored as %s, expected float32 or uint8: take the files"
                                .formatted(manifest, entry.name(), stored)
                        + " of @vladmandic/face-api");
        };
    }

    private static float[] values(Entry entry, ByteBuffer bytes) {
        Quantization q = entry.quantization();
        float[] values = new float[q == null ? bytes.remaining() / Float.BYTES : bytes.remaining()];
        if (q == null) {
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((bytes.get() & 0xff) * q.scale() + q.min());
        }
        return values;
    }

    private static Group group(ModelFile description) {
        Path manifest = description.path();
        try {
            Group[] groups =
                    JsonUtils.GSON.fromJson(new String(description.bytes(), StandardCharsets.UTF_8), Group[].class);
            if (groups == null || groups.length != 1 || groups[0] == null || groups[0].weights() == null) {
                throw new InputError(manifest + ": expected one group of weights in a TensorFlow.js weights manifest");
            }
            return groups[0];
        } catch (JsonParseException e) {
            throw new InputError(manifest + ": expected a TensorFlow.js weights manifest in JSON: fetch it again", e);
        }
    }

    private static long size(Entry entry, Path manifest) {
        double size = entry.shape() == null ? -1 : 1;
        for (int i = 0; size >= 0 && i < entry.shape().length; i++) {
            size *= entry.shape()[i] < 0 ? -1 : entry.shape()[i];
        }
        if (!(size >= 0 && size < Integer.MAX_VALUE)) {
            throw new InputError(
                    "%s: array \"%s\" has no sound shape: fetch it again".formatted(manifest, entry.name()));
        }
        return (long) size;
    }
}
