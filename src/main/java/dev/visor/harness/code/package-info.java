/** Digests of the code that a stored result was computed by. */
package dev.visor.harness.code;
