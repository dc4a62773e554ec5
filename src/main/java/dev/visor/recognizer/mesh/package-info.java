/** A mesh over a face: where its points lie in a photo, and how a texture of it is drawn into the photo. */
package dev.visor.recognizer.mesh;
