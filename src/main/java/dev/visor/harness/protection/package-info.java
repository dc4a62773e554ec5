/** Runs defenses on photos, and checks what they return. */
package dev.visor.harness.protection;
