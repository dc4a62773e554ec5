/** Work that a suite asks for: its units, and how long each takes by what earlier runs measured. */
package dev.visor.harness.cost;
