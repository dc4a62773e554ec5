package dev.visor.service.serve.dialect;

import dev.visor.core.image.Photo;
import java.util.Optional;

/** Finds the face of a photo and embeds it; asked by one thread at a time. */
@FunctionalInterface
public interface FaceReader {

    /** The face that the photo is of; empty if it shows none. */
    Optional<FaceReading> read(Photo photo);
}
