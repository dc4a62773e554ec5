/** The parts that several commands have in common: options, the project's folder, and which classes do what is asked. */
package dev.visor.cli.options;
