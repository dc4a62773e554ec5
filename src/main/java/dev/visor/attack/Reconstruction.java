package dev.visor.attack;

import dev.visor.core.image.FaceImage;
import java.util.OptionalInt;

/**
 * A face that an inversion attack came up with.
 *
 * @param person whose it is meant to be, as the recognizer numbers people
 * @param photo which private photo it is meant to be; empty where the attack is after the person as such
 * @param face 0..255, of the target's side
 */
public record Reconstruction(int person, OptionalInt photo, FaceImage face) {

    /** Makes a reconstruction of a person, after no photo in particular. */
    public static Reconstruction of(int person, FaceImage face) {
        return new Reconstruction(person, OptionalInt.empty(), face);
    }

    public static Reconstruction of(int person, int photo, FaceImage face) {
        return new Reconstruction(person, OptionalInt.of(photo), face);
    }
}
