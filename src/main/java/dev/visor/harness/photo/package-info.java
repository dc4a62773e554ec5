/** Finds and aligns faces in photos, once for each photo. */
package dev.visor.harness.photo;
