/** One perturbation a person: learned from some photos of somebody, added to all others. */
package dev.visor.defense.person;
