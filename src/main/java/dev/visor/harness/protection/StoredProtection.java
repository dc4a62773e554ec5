package dev.visor.harness.protection;

import dev.visor.core.image.FaceImage;
import dev.visor.harness.protection.ProtectionResult.Cost;
import java.nio.ByteBuffer;

/**
 * A protected face as the store keeps it: 8 bits a value, with what it cost.
 *
 * @param face quantized
 */
public record StoredProtection(FaceImage face, Cost cost) {

    private static final int HEADER = 2 * Integer.BYTES + Double.BYTES + Integer.BYTES + 2 * Long.BYTES;

    /** Number of bytes at the end, of what was counted only later: protections stored before lack them. */
    private static final int TRAILER = Double.BYTES + 1;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + face.pixels().length + TRAILER);
        bytes.putInt(face.width()).putInt(face.height());
        bytes.putDouble(cost.seconds()).putInt(cost.warmUp() ? 1 : 0);
        bytes.putLong(cost.forward()).putLong(cost.backward());
        for (float value : face.pixels()) {
            bytes.put((byte) (int) value);
        }
        bytes.putDouble(cost.zeroGradients()).put((byte) (cost.draws() ? 1 : 0));
        return bytes.array();
    }

    static StoredProtection decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        int width = bytes.getInt();
        int height = bytes.getInt();
        double seconds = bytes.getDouble();
        boolean warmUp = bytes.getInt() == 1;
        long forward = bytes.getLong();
        long backward = bytes.getLong();
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = bytes.get() & 0xff;
        }
        boolean counted = bytes.remaining() == TRAILER;
        Cost cost = new Cost(
                seconds, warmUp, forward, backward, counted ? bytes.getDouble() : 0, counted && bytes.get() == 1);
        return new StoredProtection(new FaceImage(width, height, pixels), cost);
    }
}
