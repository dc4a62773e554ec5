package dev.visor.service.serve.dialect;

import dev.visor.core.Embedding;
import dev.visor.core.image.DetectedFace;
import java.util.List;

/**
 * The reading of a photo that shows a face.
 *
 * @param embedding of the face that the photo is of
 * @param face where it is
 * @param all faces, it among them, the largest first
 */
public record FaceReading(Embedding embedding, DetectedFace face, List<DetectedFace> all) {

    public FaceReading {
        all = List.copyOf(all);
    }
}
