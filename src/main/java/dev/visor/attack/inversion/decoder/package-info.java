/** Attacks that train a decoder from embeddings, or from masked data, to faces. */
package dev.visor.attack.inversion.decoder;
