package dev.visor.recognizer.search;

import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.List;

/**
 * Whether five points can be those of a face that stands about upright.
 *
 * <p>Laid onto {@link Crop#ARCFACE112} without reflection, they must come near its own five points, eyes above nose above mouth and
 * left of their like, tilted less than half way to the next orientation and a little, and within their box. Bounds are those that all but a few of
 * 10,000 faces of LFW keep.
 */
final class FaceShape {

    /** Distance between the eyes in the crop, in pixels. */
    static final double BETWEEN_EYES = 35.2;

    /** Root mean square distance from the crop's points, in distances between the eyes. */
    private static final double MOST_DEFORMED = .3;

    /** Most degrees of a tilt: beyond 45, another quarter turn shows the face more upright. */
    private static final double MOST_TILTED = 55;

    /** Distance beyond its box at which a point may lie, as a share of the box's size. */
    private static final double BESIDE_THE_BOX = .2;

    private FaceShape() {}

    static boolean isFace(DetectedFace face) {
        Landmarks points = face.landmarks();
        if (points.points().stream().distinct().count() < 2) {
            return false;
        }
        SimilarityTransform toCrop = Crop.ARCFACE112.fit(points);
        return tilt(toCrop) <= MOST_TILTED
                && inOrder(points.points().stream().map(toCrop::apply).toList())
                && deformation(points, toCrop) <= MOST_DEFORMED
                && points.points().stream().allMatch(point -> near(face.box(), point));
    }

    private static double tilt(SimilarityTransform toCrop) {
        return Math.abs(Math.toDegrees(Math.atan2(toCrop.b(), toCrop.a())));
    }

    private static boolean inOrder(List<Point> upright) {
        Point leftEye = upright.get(0);
        Point rightEye = upright.get(1);
        Point nose = upright.get(2);
        Point leftMouth = upright.get(3);
        Point rightMouth = upright.get(4);
        double eyes = (leftEye.y() + rightEye.y()) / 2;
        double mouth = (leftMouth.y() + rightMouth.y()) / 2;
        return leftEye.x() < rightEye.x() && leftMouth.x() < rightMouth.x() && eyes < nose.y() && nose.y() < mouth;
    }

    private static double deformation(Landmarks points, SimilarityTransform toCrop) {
        List<Point> wanted = ((Crop.FivePoint) Crop.ARCFACE112).targets();
        double squares = 0;
        for (int i = 0; i < wanted.size(); i++) {
            double distance = toCrop.apply(points.points().get(i)).distanceTo(wanted.get(i));
            squares += distance * distance;
        }
        return Math.sqrt(squares / wanted.size()) / BETWEEN_EYES;
    }

    private static boolean near(Box box, Point point) {
        double beside = BESIDE_THE_BOX * Math.max(box.width(), box.height());
        return point.x() >= box.left() - beside
                && point.x() <= box.right() + beside
                && point.y() >= box.top() - beside
                && point.y() <= box.bottom() + beside;
    }
}
