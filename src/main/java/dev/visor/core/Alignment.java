package dev.visor.core;

import java.util.Locale;

/** The form of a protected face that the tracker holds. */
public enum Alignment {
    /** The protected crop itself, or a crop cut from the shared photo at the original's landmarks: the papers' way. */
    CROP,
    /** The shared photo, decoded, its face detected and cropped again: the realistic way, and the headline. */
    PHOTO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
