package dev.visor.recognizer;

import dev.visor.core.DetectedFace;
import dev.visor.core.Landmarks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which of a photo's faces is the subject's. */
public final class FaceChoice {

    /** Landmarks farther off than this share of the distance between the eyes belong to someone else, or to no one. */
    public static final double REACH = .5;

    private FaceChoice() {}

    /** The largest face: the subject of an original photo. */
    public static Optional<DetectedFace> largest(List<DetectedFace> faces) {
        return faces.stream().max(Comparator.comparingDouble(face -> face.box().area()));
    }

    /**
     * The face of a protected photo that lies where the original's face did, by the mean distance of the five points; empty,
     * that is no face, if none lies within {@link #REACH}. Another face in the photo is not the subject's.
     */
    public static Optional<DetectedFace> nearest(List<DetectedFace> faces, Landmarks original) {
        double reach = REACH * original.leftEye().distanceTo(original.rightEye());
        return faces.stream()
                .filter(face -> distance(face.landmarks(), original) <= reach)
                .min(Comparator.comparingDouble(face -> distance(face.landmarks(), original)));
    }

    private static double distance(Landmarks one, Landmarks other) {
        return IntStream.range(0, one.points().size())
                .mapToDouble(i -> one.points().get(i).distanceTo(other.points().get(i)))
                .average()
                .orElseThrow();
    }
}
