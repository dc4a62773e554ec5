/** Defenses that need no recognizer: blur, pixels, noise, and the control that does nothing. */
package dev.visor.defense.obfuscation;
