/** The plan of a run: suites, their entries, and the cells and shards that follow from them. */
package dev.visor.harness.plan;
