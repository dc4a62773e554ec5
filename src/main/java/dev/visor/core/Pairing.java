package dev.visor.core;

import java.util.Locale;

/** Which side of a comparison is protected: first the probe, then the mate or gallery. */
public enum Pairing {
    CLEAN_CLEAN,
    PROTECTED_CLEAN,
    CLEAN_PROTECTED,
    PROTECTED_PROTECTED;

    /** As in the records: {@code protected/clean}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '/');
    }
}
