/** Metrics of recognition suites. */
package dev.visor.metric.recognition;
