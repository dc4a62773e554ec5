package dev.visor.attack;

import dev.visor.core.PhotoId;

/** Whole photos, as they are sent to a service that finds the face itself. */
public interface UploadedPhotos {

    /** The unprotected photo. */
    UploadedPhoto original(PhotoId photo);

    /** Returns the same photo after the cell's defense. */
    UploadedPhoto protectedPhoto(PhotoId photo);
}
