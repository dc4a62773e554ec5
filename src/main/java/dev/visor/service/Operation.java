package dev.visor.service;

import java.util.Locale;

/** What one call does; one operation of ours is one call of the service's. */
public enum Operation {
    /** Scores two photos, or two faces that were detected before. */
    COMPARE(true),
    /** Finds the face of a photo and gives it a handle. */
    DETECT(true),
    /** Makes a collection. */
    OPEN(false),
    /** Puts a photo, or a face that was detected before, into a collection. */
    ENROL(false),
    /** Looks a photo up in a collection. */
    SEARCH(true),
    /** Forgets a collection with all that was enrolled. */
    CLOSE(false),
    /** Embeds the face of a photo. */
    EMBED(true);

    private final boolean pure;

    Operation(boolean pure) {
        this.pure = pure;
    }

    /** Whether it leaves the service as it was. */
    public boolean pure() {
        return pure;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
