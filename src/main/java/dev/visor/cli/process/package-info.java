/** Settings of the process that have to be made before any native library is loaded. */
package dev.visor.cli.process;
