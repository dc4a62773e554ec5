package dev.visor.defense;

import dev.visor.core.Digest;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import java.util.List;

/**
 * A perturbation: the values that are added to the pixels of a face, or of a texture that is drawn onto faces.
 *
 * @param values planar RGB as those of a face, 3 x height x width, in pixel values, -255..255
 */
public record Perturbation(int width, int height, float[] values) {

    /** The value that stands for 0 in a picture of a perturbation. */
    public static final int NEUTRAL = 128;

    public Perturbation {
        if (width < 1 || height < 1 || values.length != FaceImage.CHANNELS * width * height) {
            throw new IllegalArgumentException("a %d x %d perturbation has %d values, got %d"
                    .formatted(width, height, FaceImage.CHANNELS * width * height, values.length));
        }
    }

    /** Reads {@link #array}. */
    public static Perturbation of(NpyArray array) {
        List<Integer> shape = array.requireFinite().shape();
        if (shape.size() != 3 || shape.get(0) != FaceImage.CHANNELS) {
            throw new IllegalArgumentException("a perturbation has the shape [3, height, width], got " + shape);
        }
        return new Perturbation(shape.get(2), shape.get(1), array.floats());
    }

    /** Adds it to a face of the same size, within 0..255. */
    public FaceImage addedTo(FaceImage face) {
        if (face.width() != width || face.height() != height) {
            throw new IllegalArgumentException("a perturbation of %d x %d for a face of %d x %d"
                    .formatted(width, height, face.width(), face.height()));
        }
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, Math.min(255, pixels[i] + values[i]));
        }
        return new FaceImage(width, height, pixels);
    }

    /** Returns the one that takes this one away, but for what was cut off at 0 and 255. */
    public Perturbation negated() {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = -values[i];
        }
        return new Perturbation(width, height, negative);
    }

    /** Returns it as an array [3, height, width], for {@link Npy}. */
    public NpyArray array() {
        return NpyArray.of(values, FaceImage.CHANNELS, height, width);
    }

    /** Returns a picture of it: {@value #NEUTRAL} where nothing is added. What exceeds -128..127 is cut off. */
    public FaceImage picture() {
        float[] pixels = new float[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = NEUTRAL + values[i];
        }
        return new FaceImage(width, height, pixels).quantized();
    }

    public Digest digest() {
        return new FaceImage(width, height, values).digest();
    }
}
