/** Defenses of the self-test that misbehave in a known way. */
package dev.visor.selftest.seeded;
