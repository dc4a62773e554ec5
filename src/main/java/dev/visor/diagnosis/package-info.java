/** Reads from a run's record the signs that its numbers say less than they seem to: the warnings that follow from it. */
package dev.visor.diagnosis;
