package dev.visor.attack;

import dev.visor.core.PhotoId;

/** Whole photos, as they are sent to a service that finds the face itself. */
public interface Pictures {

    /** The unprotected photo. */
    Sent original(PhotoId photo);

    /** The same photo after the cell's defense. */
    Sent protectedPhoto(PhotoId photo);
}
