package dev.visor.recognizer;

import java.util.Locale;

/** The color that a network takes for its first channel. */
public enum ColorOrder {
    RGB,
    BGR;

    /** Returns the word that cards have for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
