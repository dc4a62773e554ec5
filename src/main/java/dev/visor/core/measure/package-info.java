/** Measured values with their intervals, units and directions. */
package dev.visor.core.measure;
