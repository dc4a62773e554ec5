/** Rungs that change the photo: what a tracker does to a face so that a mask in it loses its effect. */
package dev.visor.attack.purification;
