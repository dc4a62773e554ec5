/** Attacks that look up masked data in the embedding space of a public recognizer. */
package dev.visor.attack.inversion.linkage;
