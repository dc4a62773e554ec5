package dev.visor.core.measure;

import java.util.Locale;

/** The direction in which a metric points, from the subject's side. */
public enum Better {
    HIGHER,
    LOWER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
