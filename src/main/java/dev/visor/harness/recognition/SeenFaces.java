package dev.visor.harness.recognition;

import dev.visor.attack.Faces;
import dev.visor.core.Acquired;
import dev.visor.core.PhotoId;
import java.util.Map;

/**
 * The embeddings that an attack gets to see, and nothing else.
 *
 * @param mates protected photos in the gallery, where the tracker enrolls them
 */
record SeenFaces(Map<PhotoId, Acquired> clean, Map<PhotoId, Acquired> seen, Map<PhotoId, Acquired> mates)
        implements Faces {

    @Override
    public Acquired enrolled(PhotoId photo) {
        return mates.getOrDefault(photo, original(photo));
    }

    @Override
    public Acquired original(PhotoId photo) {
        return clean.get(photo);
    }

    @Override
    public Acquired protectedPhoto(PhotoId photo) {
        return seen.get(photo);
    }
}
