/** Charts as SVG, drawn from numbers alone. */
package dev.visor.report.chart;
