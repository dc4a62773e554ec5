package dev.visor.service.serve;

import dev.visor.core.Acquired;
import dev.visor.core.Photo;

/** Finds the face of a photo and embeds it; asked by one thread at a time. */
@FunctionalInterface
public interface FaceReader {

    /** The embedding of the face that the photo is of, or why there is none. */
    Acquired read(Photo photo);
}
