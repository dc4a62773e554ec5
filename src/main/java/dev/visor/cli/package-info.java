/** The command line: stdout is data, stderr is progress, and an exit code says whose fault it was. */
package dev.visor.cli;
