/** A site of all records: leaderboards, pages of entries, runs and claims, and their data. */
package dev.visor.report.site;
