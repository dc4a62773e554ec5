/** Numbers of many runs that can be compared, in leaderboards with ties. */
package dev.visor.report.board;
