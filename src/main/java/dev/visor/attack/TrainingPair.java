package dev.visor.attack;

import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;

/**
 * A pair of photos that an adaptive attacker makes himself: he runs the defense on a photo of somebody, never of the people whom he attacks.
 *
 * @param subject who it is: people, not photos, are set aside for validation
 * @param original as it was, 0..255
 * @param protectedFace as the defense left it, rounded to 8 bit, of the same size
 */
public record TrainingPair(SubjectId subject, FaceImage original, FaceImage protectedFace) {

    public TrainingPair {
        if (!original.sameShapeAs(protectedFace)) {
            throw new IllegalArgumentException("a pair of %d x %d and %d x %d: both have to be cut alike"
                    .formatted(original.width(), original.height(), protectedFace.width(), protectedFace.height()));
        }
    }

    /** A photo that nobody protected; what is to be taken from it is added in training. */
    public static TrainingPair clean(SubjectId subject, FaceImage original) {
        return new TrainingPair(subject, original, original);
    }
}
