/** Interfaces of defenses: a transformation of a photo before it is shared, or of the faces that a recognizer is trained on. */
package dev.visor.defense;
