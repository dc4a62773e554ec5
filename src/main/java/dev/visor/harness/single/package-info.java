/** Protects single photos of anybody, outside of any suite, and measures every copy. */
package dev.visor.harness.single;
