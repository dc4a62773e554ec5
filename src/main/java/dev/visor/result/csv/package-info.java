/** Reads and writes the CSV tables of a run record. */
package dev.visor.result.csv;
