/** Attackers of other people's: countermeasures that are a command or a network in a file, and recognizers that are a command. */
package dev.visor.attack.external;
