/** Views of a run record that the sections of a report share. */
package dev.visor.report.run;
