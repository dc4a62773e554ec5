package dev.visor.recognizer.mesh;

import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;

/**
 * The square of a photo that the mesh network is shown: one and a half times as large as the face, turned until the eyes are level.
 *
 * <p>MediaPipe, {@code face_detection_front_detection_to_roi} and {@code face_landmark_landmarks_to_roi}. The first look has the five landmarks alone, and takes
 * the middle and the size that the mesh of a face has beside such landmarks.
 */
final class MeshView {

    /** Pixels of its side, as the network takes it. */
    static final int SIDE = 192;

    private static final double LARGER = 1.5;

    /** Middle and longer side of a mesh in pixels of {@link Crop#ARCFACE112}: medians over faces of LFW. */
    private static final Point CENTER = new Point(55.5, 69.4);

    private static final double LONGER_SIDE = 97.2;

    /** Outer corners of the eyes, the photo's left one first. */
    private static final int LEFT_EYE = 33;

    private static final int RIGHT_EYE = 263;

    private MeshView() {}

    /** Returns the transform from the square to the photo, of a face with these landmarks. */
    static SimilarityTransform around(Landmarks landmarks) {
        SimilarityTransform toPhoto = Crop.ARCFACE112.fit(landmarks).inverse();
        return square(
                toPhoto.apply(CENTER), LONGER_SIDE * toPhoto.scale(), tilt(landmarks.leftEye(), landmarks.rightEye()));
    }

    /**
     * Returns the transform from the square to the photo, of an upright face in the photo's middle.
     *
     * @param share of the photo's shorter side that the face is high
     */
    static SimilarityTransform inMiddle(int width, int height, double share) {
        return square(new Point((width - 1) / 2., (height - 1) / 2.), share * Math.min(width, height), 0);
    }

    /** Returns the transform from the square to the photo, of a face that was looked at before. */
    static SimilarityTransform around(FaceMesh mesh) {
        double tilt = tilt(mesh.at(LEFT_EYE), mesh.at(RIGHT_EYE));
        SimilarityTransform level = new SimilarityTransform(Math.cos(tilt), -Math.sin(tilt), 0, 0);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < MeshTopology.POINTS; i++) {
            Point at = level.apply(mesh.at(i));
            left = Math.min(left, at.x());
            right = Math.max(right, at.x());
            top = Math.min(top, at.y());
            bottom = Math.max(bottom, at.y());
        }
        Point middle = level.inverse().apply(new Point((left + right) / 2, (top + bottom) / 2));
        return square(middle, Math.max(right - left, bottom - top), tilt);
    }

    private static double tilt(Point leftEye, Point rightEye) {
        return Math.atan2(rightEye.y() - leftEye.y(), rightEye.x() - leftEye.x());
    }

    private static SimilarityTransform square(Point middle, double face, double tilt) {
        double scale = LARGER * face / SIDE;
        double a = scale * Math.cos(tilt);
        double b = scale * Math.sin(tilt);
        double half = (SIDE - 1) / 2.;
        return new SimilarityTransform(a, b, middle.x() - (a - b) * half, middle.y() - (b + a) * half);
    }
}
