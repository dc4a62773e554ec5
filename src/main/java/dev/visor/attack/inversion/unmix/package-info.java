/** Attacks that separate mixed photos: by averages, by clusters, or by the known secret. */
package dev.visor.attack.inversion.unmix;
