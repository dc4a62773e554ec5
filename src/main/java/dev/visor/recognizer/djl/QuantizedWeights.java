package dev.visor.recognizer.djl;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
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
    static QuantizedWeights read(Path manifest, Path binary) {
        Group group = group(manifest);
        byte[] bytes = bytes(binary);
        Map<String, Weights> arrays = new LinkedHashMap<>();
        int at = 0;
        for (Entry entry : group.weights()) {
            int size = size(entry.shape()) * bytesPerWeight(entry, manifest);
            if (at + size > bytes.length) {
                throw new InputError("%s ends at byte %d, but %s places array \"%s\" up to byte %d: fetch both again"
                        .formatted(binary, bytes.length, manifest, entry.name(), at + size));
            }
            arrays.put(entry.name(), new Weights(entry.shape(), values(entry, ByteBuffer.wrap(bytes, at, size))));
            at += size;
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
        float[] values = new float[size(entry.shape())];
        Quantization q = entry.quantization();
        if (q == null) {
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((bytes.get() & 0xff) * q.scale() + q.min());
        }
        return values;
    }

    private static Group group(Path manifest) {
        try {
            Group[] groups = JsonUtils.GSON.fromJson(Files.readString(manifest), Group[].class);
            if (groups == null || groups.length != 1 || groups[0].weights() == null) {
                throw new InputError(manifest + ": expected one group of weights in a TensorFlow.js weights manifest");
            }
            return groups[0];
        } catch (JsonParseException e) {
            throw new InputError(manifest + ": expected a TensorFlow.js weights manifest in JSON: fetch it again", e);
        } catch (IOException e) {
            throw new InputError(manifest + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path binary) {
        try {
            return Files.readAllBytes(binary);
        } catch (IOException e) {
            throw new InputError(binary + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int side : shape) {
            size = Math.multiplyExact(size, side);
        }
        return size;
    }
}
