package dev.visor.core;

import java.util.Locale;

/** What is compared: first the probe, then the mate or gallery. */
public enum Pairing {
    CLEAN_CLEAN,
    PROTECTED_CLEAN,
    CLEAN_PROTECTED,
    PROTECTED_PROTECTED,
    /** What an inversion attack made, with real photos. */
    RECONSTRUCTED_CLEAN,
    /** What the same attack made, with the same budget, of a recognizer that knows nobody. */
    BASELINE_CLEAN,
    /** A reconstruction taken for somebody else of those whom the recognizer knows. */
    MISNAMED_CLEAN,
    /** A reconstruction taken for somebody whom the recognizer never saw. */
    STRANGER_CLEAN;

    /** As in the records: {@code protected/clean}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '/');
    }
}
