/** Entry points of the harness: runs, merges, rescores and benchmarks. */
package dev.visor.harness.run;
