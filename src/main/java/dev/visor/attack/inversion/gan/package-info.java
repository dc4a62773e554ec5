/** Attacks that search the latent space of a generator of faces. */
package dev.visor.attack.inversion.gan;
