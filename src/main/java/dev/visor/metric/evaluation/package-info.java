/** Computes the metrics of a run from its trials: judgments, worst cases, net rates and slices. */
package dev.visor.metric.evaluation;
