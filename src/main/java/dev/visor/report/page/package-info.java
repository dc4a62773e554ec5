/** Parts of an HTML page, with all text escaped. */
package dev.visor.report.page;
