package dev.visor.core.image;

import dev.visor.core.ContractViolation;
import dev.visor.core.Digest;
import java.nio.ByteBuffer;

/**
 * An aligned face crop or, where whole photos are worked on, the photo with the face.
 *
 * @param pixels planar RGB: 3 x height x width values, 0..255; whole numbers once quantized
 */
public record FaceImage(int width, int height, float[] pixels) {

    public static final int CHANNELS = 3;

    public FaceImage {
        if (width < 1 || height < 1 || pixels.length != CHANNELS * width * height) {
            throw new IllegalArgumentException("a %d x %d face has %d values, got %d"
                    .formatted(width, height, CHANNELS * width * height, pixels.length));
        }
    }

    /** Returns the pixels of a whole photo. */
    public static FaceImage ofPhoto(Photo photo) {
        int plane = photo.width() * photo.height();
        float[] pixels = new float[CHANNELS * plane];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                pixels[channel * plane + i] = photo.rgb()[CHANNELS * i + channel] & 0xff;
            }
        }
        return new FaceImage(photo.width(), photo.height(), pixels);
    }

    /** Returns the pixels as a photo has them: 8 bits, interleaved; this must be quantized. */
    public Photo toPhoto() {
        int plane = width * height;
        byte[] rgb = new byte[CHANNELS * plane];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                rgb[CHANNELS * i + channel] = (byte) (int) pixels[channel * plane + i];
            }
        }
        return new Photo(width, height, rgb);
    }

    public float at(int channel, int y, int x) {
        return pixels[(channel * height + y) * width + x];
    }

    public boolean sameShapeAs(FaceImage other) {
        return width == other.width && height == other.height;
    }

    /**
     * Returns what is left of the face once it is saved with 8 bits: rounded half to even, within 0..255.
     *
     * @throws ContractViolation if a pixel is no number: it would be saved as black
     */
    public FaceImage quantized() {
        float[] rounded = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            if (Float.isNaN(pixels[i])) {
                throw new ContractViolation("a face was computed with a pixel that is no number");
            }
            rounded[i] = (float) Math.rint(Math.max(0, Math.min(255, pixels[i])));
        }
        return new FaceImage(width, height, rounded);
    }

    /** Left and right exchanged. */
    public FaceImage mirrored() {
        float[] flipped = new float[pixels.length];
        for (int row = 0; row < pixels.length; row += width) {
            for (int x = 0; x < width; x++) {
                flipped[row + x] = pixels[row + width - 1 - x];
            }
        }
        return new FaceImage(width, height, flipped);
    }

    public Digest digest() {
        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Float.BYTES);
        bytes.asFloatBuffer().put(pixels);
        return Digest.builder("face")
                .add("width", width)
                .add("height", height)
                .add("pixels", bytes.array())
                .build();
    }
}
