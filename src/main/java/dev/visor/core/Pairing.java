package dev.visor.core;

import java.util.Locale;

/** The two sides of a comparison: first the probe, then the mate or gallery. */
public enum Pairing {
    CLEAN_CLEAN,
    PROTECTED_CLEAN,
    CLEAN_PROTECTED,
    PROTECTED_PROTECTED,
    /** Reconstructions of an inversion attack, with real photos. */
    RECONSTRUCTED_CLEAN,
    /**
     * Reconstructions of the same attack, with the same budget, of a recognizer that knows nobody, with real photos.
     */
    BASELINE_CLEAN,
    /** A reconstruction taken for somebody else of those whom the recognizer knows. */
    MISNAMED_CLEAN,
    /** A reconstruction taken for somebody whom the recognizer never saw. */
    STRANGER_CLEAN,
    /** The recognizer under attack does its own work: it is asked who is on a photo that it was not trained on. */
    ASKED_TRAINED;

    /** Returns the word of the records: {@code protected/clean}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '/');
    }

    /** Whether it is about a recognizer that was trained here, and what can be got out of it. */
    public boolean ofInversion() {
        return switch (this) {
            case CLEAN_CLEAN, PROTECTED_CLEAN, CLEAN_PROTECTED, PROTECTED_PROTECTED -> false;
            case RECONSTRUCTED_CLEAN, BASELINE_CLEAN, MISNAMED_CLEAN, STRANGER_CLEAN, ASKED_TRAINED -> true;
        };
    }
}
