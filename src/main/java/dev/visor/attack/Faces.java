package dev.visor.attack;

import dev.visor.core.Acquired;
import dev.visor.core.PhotoId;

/** The photos as the model sees them. */
public interface Faces {

    /** The unprotected photo. */
    Acquired original(PhotoId photo);

    /** The photo as it stands in the tracker's gallery: unprotected, unless he knows better. */
    default Acquired enrolled(PhotoId photo) {
        return original(photo);
    }

    /** Returns the same photo after the cell's defense. */
    Acquired protectedPhoto(PhotoId photo);
}
