package dev.visor.core;

import java.util.Locale;

/** The knowledge that an attack has of the defense. */
public enum Knowledge {
    /** Baseline: the attack does nothing about the defense. */
    BASELINE,
    /** Acts, unaware of the defense. */
    OBLIVIOUS,
    /** May run the defense and train against it. */
    ADAPTIVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
