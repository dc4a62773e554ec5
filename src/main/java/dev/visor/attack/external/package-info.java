/** Countermeasures of other people's: a command, a network in a file. */
package dev.visor.attack.external;
