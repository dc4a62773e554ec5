/** Images, faces, landmarks and crops. Pixels run over 0..255, positions are in pixels from the top left. */
package dev.visor.core.image;
