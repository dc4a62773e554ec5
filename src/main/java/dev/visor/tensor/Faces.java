package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faces to tensors and back. */
public final class Faces {

    private Faces() {}

    /**
     * Stacks faces of one size.
     *
     * @return [N, 3, height, width], 0..255
     */
    public static NDArray stack(NDManager manager, List<FaceImage> faces) {
        FaceImage first = faces.get(0);
        FloatBuffer pixels = FloatBuffer.allocate(faces.size() * first.pixels().length);
        for (FaceImage face : faces) {
            if (!face.sameShapeAs(first)) {
                throw new IllegalArgumentException("faces of %d x %d and %d x %d do not stack"
                        .formatted(first.width(), first.height(), face.width(), face.height()));
            }
            pixels.put(face.pixels());
        }
        pixels.flip();
        return manager.create(pixels, new Shape(faces.size(), FaceImage.CHANNELS, first.height(), first.width()));
    }

    /** The faces of a [N, 3, height, width] tensor. */
    public static List<FaceImage> unstack(NDArray batch) {
        Shape shape = batch.getShape();
        int size = (int) (shape.size() / shape.get(0));
        float[] pixels = batch.toFloatArray();
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < shape.get(0); i++) {
            faces.add(new FaceImage(
                    (int) shape.get(3), (int) shape.get(2), Arrays.copyOfRange(pixels, i * size, (i + 1) * size)));
        }
        return faces;
    }
}
