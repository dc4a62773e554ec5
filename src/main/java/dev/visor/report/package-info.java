/** Writes the report of a run: HTML, Markdown and LaTeX tables, and charts, all from the run record. */
package dev.visor.report;
