/** Leaked data as attacks see it, and the baseline that applies the inverse transform. */
package dev.visor.attack.inversion.leak;
