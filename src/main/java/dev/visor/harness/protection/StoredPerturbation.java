package dev.visor.harness.protection;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Perturbation;
import java.nio.ByteBuffer;

/**
 * A perturbation that was learned for a person, as it is stored.
 *
 * @param photos that it was learned from
 * @param seconds that learning took, of all cores
 * @param forward faces embedded, over all surrogates
 * @param backward faces differentiated, likewise
 * @param zeroGradients of the backward ones, those that were zero or no number
 */
public record StoredPerturbation(
        Perturbation perturbation, int photos, double seconds, long forward, long backward, long zeroGradients) {

    byte[] encode() {
        float[] values = perturbation.values();
        ByteBuffer bytes =
                ByteBuffer.allocate(3 * Integer.BYTES + Double.BYTES + 3 * Long.BYTES + values.length * Float.BYTES);
        bytes.putInt(perturbation.width()).putInt(perturbation.height()).putInt(photos);
        bytes.putDouble(seconds).putLong(forward).putLong(backward).putLong(zeroGradients);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static StoredPerturbation decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        int width = bytes.getInt();
        int height = bytes.getInt();
        int photos = bytes.getInt();
        double seconds = bytes.getDouble();
        long forward = bytes.getLong();
        long backward = bytes.getLong();
        long zeroGradients = bytes.getLong();
        float[] values = new float[FaceImage.CHANNELS * width * height];
        bytes.asFloatBuffer().get(values);
        return new StoredPerturbation(
                new Perturbation(width, height, values), photos, seconds, forward, backward, zeroGradients);
    }
}
