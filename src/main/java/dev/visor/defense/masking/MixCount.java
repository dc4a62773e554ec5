package dev.visor.defense.masking;

import java.util.Locale;

/** The number of faces that are mixed: chosen by a strategy that learns, by a die, or once for all. */
public enum MixCount {
    ADAPTIVE,
    UNIFORM,
    TWO,
    THREE,
    FOUR,
    FIVE,
    SIX;

    /** The smallest k that can be chosen. */
    static final int LEAST = 2;

    /** Number of choices: 2, 3, 4, 5, 6. */
    static final int CHOICES = 5;

    /** Returns the word of a defense's file: {@code adaptive}, {@code uniform}, {@code 2} to {@code 6}. */
    public String word() {
        return this == ADAPTIVE || this == UNIFORM
                ? name().toLowerCase(Locale.ROOT)
                : Integer.toString(choice() + LEAST);
    }

    /** The largest k that it can come to. */
    int most() {
        return this == ADAPTIVE || this == UNIFORM ? LEAST + CHOICES - 1 : choice() + LEAST;
    }

    /** Returns the index of a fixed choice among the choices, from 0. */
    int choice() {
        return ordinal() - TWO.ordinal();
    }
}
