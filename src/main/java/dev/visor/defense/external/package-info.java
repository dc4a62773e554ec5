/** Defenses of other people's: a command, a network in a file, a mask in a file, images that were made elsewhere. */
package dev.visor.defense.external;
