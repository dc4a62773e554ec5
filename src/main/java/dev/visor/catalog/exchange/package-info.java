/** Readers of jobs and results that are exchanged with others. */
package dev.visor.catalog.exchange;
