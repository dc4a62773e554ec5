/** Sections of the report of an inversion suite. */
package dev.visor.report.inversion;
