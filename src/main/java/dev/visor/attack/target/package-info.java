/** The model under attack and its leaked data, limited to the access that an attack has. */
package dev.visor.attack.target;
