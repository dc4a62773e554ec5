/** Text that is safe to print, in a terminal, in Markdown, in a spreadsheet. */
package dev.visor.core.text;
