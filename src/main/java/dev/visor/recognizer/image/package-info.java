/** Networks that make images of images. */
package dev.visor.recognizer.image;
