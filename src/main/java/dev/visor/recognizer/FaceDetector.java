package dev.visor.recognizer;

import dev.visor.core.Digest;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Photo;
import java.util.List;

/** Finds faces and their five points. */
public interface FaceDetector extends AutoCloseable {

    /** {@code mtcnn}, {@code ultra-light}. */
    String id();

    /** Stands for weights and settings in keys; the code stands beside it. */
    Digest digest();

    /** All faces of the photo, largest first; empty if there is none. */
    List<DetectedFace> detect(Photo photo);

    /** Returns the number of pixels, on the longer side, to which a larger photo is shrunk before it is looked at. */
    default int sight() {
        return Integer.MAX_VALUE;
    }

    @Override
    void close();
}
