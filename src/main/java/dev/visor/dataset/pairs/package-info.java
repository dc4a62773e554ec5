/** Verification pairs of photos whose people have no names. */
package dev.visor.dataset.pairs;
