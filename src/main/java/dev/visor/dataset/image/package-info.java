/** The image formats: bytes of a file in, a photo out; an image that cannot be read is an {@code IOException}. */
package dev.visor.dataset.image;
