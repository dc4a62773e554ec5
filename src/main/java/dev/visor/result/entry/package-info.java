/** The parts of {@code run.json}, each with the components that are its keys. */
package dev.visor.result.entry;
