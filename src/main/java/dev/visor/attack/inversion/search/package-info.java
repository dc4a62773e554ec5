/** Attacks that search for a face by the gradients of the model. */
package dev.visor.attack.inversion.search;
