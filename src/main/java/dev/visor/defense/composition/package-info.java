/** Several defenses as one, each applied to what the one before it made. */
package dev.visor.defense.composition;
