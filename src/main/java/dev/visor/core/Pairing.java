package dev.visor.core;

/** Which side of a comparison is protected: first the probe, then the mate or gallery. */
public enum Pairing {
    CLEAN_CLEAN,
    PROTECTED_CLEAN,
    CLEAN_PROTECTED,
    PROTECTED_PROTECTED;

    /** As in the records: {@code protected/clean}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '/');
    }
}
