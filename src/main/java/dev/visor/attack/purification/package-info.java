/** Countermeasures that change the photo, so that a perturbation in it loses its effect. */
package dev.visor.attack.purification;
