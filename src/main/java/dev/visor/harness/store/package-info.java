/** The content store: results by the digest of everything that made them. */
package dev.visor.harness.store;
