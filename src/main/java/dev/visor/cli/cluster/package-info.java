/** Commands for work that is divided among machines. */
package dev.visor.cli.cluster;
