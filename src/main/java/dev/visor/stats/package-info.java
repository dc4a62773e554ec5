/**
 * Statistics from similarities to thresholds, from counts to intervals, from pairs of defenses to verdicts. Knows no
 * tensor.
 */
package dev.visor.stats;
