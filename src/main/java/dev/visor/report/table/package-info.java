/** Tables of a report, written as Markdown and LaTeX. */
package dev.visor.report.table;
