package dev.visor.attack;

import dev.visor.core.Acquired;
import dev.visor.core.PhotoId;

/** The photos as the victim sees them. */
public interface Faces {

    /** The unprotected photo. */
    Acquired original(PhotoId photo);

    /** The same photo after the cell's defense. */
    Acquired protectedPhoto(PhotoId photo);
}
