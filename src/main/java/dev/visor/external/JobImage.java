package dev.visor.external;

import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import java.util.Locale;
import java.util.Optional;

/**
 * An image of a job, under a name that says nothing about who is in it.
 *
 * @param name six digits
 * @param image quantized
 * @param landmarks in the image's pixels; empty where they are not known
 * @param seed for the randomness of what is made of it
 */
public record JobImage(String name, FaceImage image, Optional<Landmarks> landmarks, long seed) {

    /** Returns the name of the image with that number, counted from 1. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }
}
