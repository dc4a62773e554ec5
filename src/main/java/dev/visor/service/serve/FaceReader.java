package dev.visor.service.serve;

import dev.visor.core.Photo;
import java.util.Optional;

/** Finds the face of a photo and embeds it; asked by one thread at a time. */
@FunctionalInterface
public interface FaceReader {

    /** The face that the photo is of; empty if it shows none. */
    Optional<Sight> read(Photo photo);
}
