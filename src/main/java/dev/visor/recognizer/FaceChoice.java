package dev.visor.recognizer;

import dev.visor.core.Box;
import dev.visor.core.DetectedFace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a photo's faces is the subject's. */
public final class FaceChoice {

    /** A face that overlaps the subject's box less than this is someone else's, or none. */
    public static final double MIN_OVERLAP = .3;

    private FaceChoice() {}

    /** The largest face: the subject of an original photo. */
    public static Optional<DetectedFace> largest(List<DetectedFace> faces) {
        return faces.stream().max(Comparator.comparingDouble(face -> face.box().area()));
    }

    /**
     * The face of a protected photo that lies where the original's face did; empty, that is no face, if none overlaps
     * it by {@link #MIN_OVERLAP} (intersection over union). Another face in the photo is not the subject's.
     */
    public static Optional<DetectedFace> nearest(List<DetectedFace> faces, Box original) {
        return faces.stream()
                .filter(face -> face.box().overlap(original) >= MIN_OVERLAP)
                .max(Comparator.comparingDouble(face -> face.box().overlap(original)));
    }
}
