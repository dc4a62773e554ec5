package dev.visor.service.serve;

import dev.visor.core.DetectedFace;
import dev.visor.core.Embedding;
import java.util.List;

/**
 * What there is to see in a photo that shows a face.
 *
 * @param embedding of the face that the photo is of
 * @param face where it is
 * @param all faces, it among them, the largest first
 */
public record Sight(Embedding embedding, DetectedFace face, List<DetectedFace> all) {

    public Sight {
        all = List.copyOf(all);
    }
}
