package dev.visor.core;

/**
 * The degree to which a result can be believed, by who made what it rests on; the weakest first.
 *
 * <p>Of a cell, it is the weakest of its defense, its countermeasure, its attack, and the recognizers in it.
 */
public enum Trust {
    /** Images or scores were supplied: nobody here has seen how they came about, and nobody can make them again. */
    SUPPLIED("supplied"),
    /** A mask or a network was supplied, and applied here to photos that its maker was not given. */
    APPLIED("applied"),
    /** A command of somebody else's was run here, on the suite's photos; its files are digested. */
    COMMAND("command"),
    /** Code of Visor itself, or a type that was added to it, held to its contracts. */
    BUILT_IN("built-in");

    private final String word;

    Trust(String word) {
        this.word = word;
    }

    /** Returns the trust in what a recognizer says, by the type on its card: a program is run here, a file is asked by code of Visor. */
    public static Trust ofRecognizer(String type) {
        return type.equals(COMMAND.word) ? COMMAND : BUILT_IN;
    }

    /** Stands in the column {@code trust}. */
    public String word() {
        return word;
    }

    /** Returns the weaker of both. */
    public Trust weaker(Trust other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
