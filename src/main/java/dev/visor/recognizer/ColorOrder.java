package dev.visor.recognizer;

import java.util.Locale;

/** Which color a network takes for its first channel. */
public enum ColorOrder {
    RGB,
    BGR;

    /** As cards write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
