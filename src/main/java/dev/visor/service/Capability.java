package dev.visor.service;

/** The capabilities of a recognition service. */
public enum Capability {
    /** "Are these two the same?": a score for two photos. */
    COMPARE,
    /** "Who is this?": the most alike of the photos enrolled before. */
    SEARCH,
    /** The embedding itself; every comparison is then made here. */
    EMBED
}
