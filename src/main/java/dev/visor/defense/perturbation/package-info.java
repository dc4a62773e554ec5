/** Defenses that add a bounded perturbation to a photo, found by gradients of surrogate recognizers. */
package dev.visor.defense.perturbation;
