/** Commands by which photos are protected elsewhere and scored here. */
package dev.visor.cli.exchange;
