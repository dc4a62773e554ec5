package dev.visor.core;

/**
 * Where a method comes from and how close to it we are.
 *
 * @param paper citation, or {@code none}
 * @param fidelity {@code paper}, {@code code}, {@code reconstruction} or {@code control}
 */
public record Citation(String paper, String fidelity) {}
