/** The gate: two runs on the same probes, and whether the second one lost anything. */
package dev.visor.audit.compare;
