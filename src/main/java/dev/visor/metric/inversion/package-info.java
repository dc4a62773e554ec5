/** Metrics of inversion suites. */
package dev.visor.metric.inversion;
