/** Galleries of any size: exact search by blocks, and what its results say of closed and open sets. */
package dev.visor.harness.gallery;
