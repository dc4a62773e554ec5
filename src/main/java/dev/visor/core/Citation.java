package dev.visor.core;

/**
 * The source of a method, and how close the implementation is to it.
 *
 * @param paper citation, or {@code none}
 * @param fidelity {@code paper}, {@code code}, {@code reconstruction}, {@code ours} or {@code control}
 */
public record Citation(String paper, String fidelity) {}
