package dev.visor.harness.store;

import dev.visor.core.CountedByValue;
import dev.visor.harness.code.Implementation;

/**
 * A stage of a run whose results are stored; a constant of the class that makes them.
 *
 * <p>The maker's code and all that this refers to is part of every key. What is handed to it behind an interface, such as a defense or a
 * recognizer, stands in the key beside it.
 *
 * @param word in records, such as {@code embedding}
 */
@CountedByValue("it only makes keys")
public record Stage(String word, Class<?> maker) {

    Implementation implementation() {
        return Implementation.of(maker);
    }

    @Override
    public String toString() {
        return word;
    }
}
