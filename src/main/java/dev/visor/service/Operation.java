package dev.visor.service;

/** The operations of a service; one operation of ours is one call of the service's. */
public enum Operation {
    /** Scores two photos, or two faces that were detected before. */
    COMPARE("compare", true),
    /** Finds the face of a photo and gives it a handle. */
    DETECT("detect", true),
    /** Makes a collection. */
    OPEN("open", false),
    /** Puts a photo, or a face that was detected before, into a collection. */
    ENROL("enrol", false),
    /** Looks a photo up in a collection. */
    SEARCH("search", true),
    /** Forgets a collection with all that was enrolled. */
    CLOSE("close", false),
    /** Embeds the face of a photo. */
    EMBED("embed", true);

    private final String word;
    private final boolean pure;

    Operation(String word, boolean pure) {
        this.word = word;
        this.pure = pure;
    }

    /** Whether it leaves the service as it was. */
    public boolean pure() {
        return pure;
    }

    public String word() {
        return word;
    }
}
