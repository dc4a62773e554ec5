/**
 * Defenses of the training side: what a recognizer learns from and is asked with is masked. A defense makes one masking for each
 * training; what is drawn comes from the generators that it is handed, what is secret from the seed.
 */
package dev.visor.defense.masking;
