package dev.visor.core;

import java.util.List;

/**
 * One judgment of a suite: who protects with what, who attacks, who judges, on which data.
 *
 * @param surrogates ids of the recognizers that the defense may differentiate, empty if it uses none
 * @param attack {@code -} for what is measured before any attack, such as quality
 * @param victim {@code -} likewise
 * @param rung what the attack does to the photo first; {@code none} if nothing
 */
public record Cell(
        String defense,
        List<String> surrogates,
        String attack,
        String victim,
        String dataset,
        long seed,
        Alignment alignment,
        String rung,
        Access access) {

    public Cell {
        surrogates = List.copyOf(surrogates);
    }

    /** The same judgment after another rung. */
    public Cell withRung(String other) {
        return new Cell(defense, surrogates, attack, victim, dataset, seed, alignment, other, access);
    }

    /** {@code a+b} for an ensemble, {@code -} for none. */
    public String surrogatesWord() {
        return surrogates.isEmpty() ? "-" : String.join("+", surrogates);
    }

    /** Unique within a run: all coordinates, in the order of the plan. */
    public String id() {
        return String.join(
                "/", defense, surrogatesWord(), attack, victim, dataset, alignment.word(), rung, Long.toString(seed));
    }
}
