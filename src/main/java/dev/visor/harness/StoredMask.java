package dev.visor.harness;

import dev.visor.core.FaceImage;
import dev.visor.harness.Protected.Cost;
import java.nio.ByteBuffer;

/**
 * A protected face as the store keeps it: 8 bits a value, with what it cost.
 *
 * @param face quantized
 */
record StoredMask(FaceImage face, Cost cost) {

    private static final int HEADER = 2 * Integer.BYTES + Double.BYTES + Integer.BYTES + 2 * Long.BYTES;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + face.pixels().length);
        bytes.putInt(face.width()).putInt(face.height());
        bytes.putDouble(cost.seconds()).putInt(cost.warmUp() ? 1 : 0);
        bytes.putLong(cost.forward()).putLong(cost.backward());
        for (float value : face.pixels()) {
            bytes.put((byte) (int) value);
        }
        return bytes.array();
    }

    static StoredMask decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        int width = bytes.getInt();
        int height = bytes.getInt();
        Cost cost = new Cost(bytes.getDouble(), bytes.getInt() == 1, bytes.getLong(), bytes.getLong());
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = bytes.get() & 0xff;
        }
        return new StoredMask(new FaceImage(width, height, pixels), cost);
    }
}
