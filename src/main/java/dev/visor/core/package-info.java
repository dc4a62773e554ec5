/** Values of the domain; the JDK only. Images hold pixels 0..255, budgets are fractions of that range. */
package dev.visor.core;
