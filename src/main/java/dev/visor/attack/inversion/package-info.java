/**
 * Attacks that turn a recognizer, or what leaked of its masked training photos, back into faces; and the nets, face spaces and solvers that
 * they are made of. What an attack learns from auxiliary photos alone it learns once, for all targets.
 */
package dev.visor.attack.inversion;
