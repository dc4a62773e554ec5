/** Runs defenses with known answers through the real pipeline, and says which of them the harness caught. */
package dev.visor.selftest;
