package dev.visor.core;

/** Which way a metric points, from the subject's side. */
public enum Better {
    HIGHER,
    LOWER;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
