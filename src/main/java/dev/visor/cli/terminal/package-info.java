/** Progress and tables for a terminal. */
package dev.visor.cli.terminal;
