package dev.visor.dataset;

import dev.visor.core.image.Photo;

/** The result of reading an image file. A broken file is a result, not a crash. */
public sealed interface Reading {

    /** The image, 8-bit RGB, upright. */
    record Decoded(Photo photo) implements Reading {}

    /**
     * No image.
     *
     * @param reason a clause for people, such as "the JPEG is truncated"
     */
    record Unreadable(String reason) implements Reading {}
}
