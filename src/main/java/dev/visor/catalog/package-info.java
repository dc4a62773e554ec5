/** Reads {@code suites/}, {@code attacks/} and {@code defenses/}, and says everything that is wrong with them at once. */
package dev.visor.catalog;
