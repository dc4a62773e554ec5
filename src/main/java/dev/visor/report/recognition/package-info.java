/** Sections of the report of a recognition suite. */
package dev.visor.report.recognition;
