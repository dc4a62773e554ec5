/** Dense linear algebra in double precision for the attacks that need it. */
package dev.visor.attack.inversion.algebra;
