package dev.visor.recognizer.search;

import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.recognizer.FaceDetector;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks at a face again, through windows laid around its points.
 *
 * <p>A net that is trained to mark faces marks one in whatever it is shown. Points of a real face stay in the photo when the window
 * is turned or moved; points that are imagined, on a wrong patch or on a face that lies on its side, go with the window.
 */
final class SecondLook {

    /** Side of a window, in pixels; the face is as large in it as in {@link Crop#ARCFACE112}. */
    private static final int SIDE = 240;

    private static final Point CENTER = new Point(56, 64);

    /** Degrees and pixels by which the windows lie askew. */
    private static final List<Window> ASKEW =
            List.of(new Window(-20, 0), new Window(20, 0), new Window(0, 12), new Window(0, -12));

    private final FaceDetector detector;

    private record Window(double degrees, double right) {}

    SecondLook(FaceDetector detector) {
        this.detector = detector;
    }

    /**
     * Measures how far the points wander at most when the window is turned and moved, as the mean over the five in
     * distances between the eyes; infinite if the face is not seen again.
     *
     * @param bearable more than this need not be measured to the end
     */
    double wandering(Photo photo, Landmarks points, double bearable) {
        double most = 0;
        for (Window window : ASKEW) {
            most = Math.max(
                    most,
                    again(photo, points, window)
                            .map(seen -> apart(points, seen))
                            .orElse(Double.POSITIVE_INFINITY));
            if (most > bearable) {
                break;
            }
        }
        return most;
    }

    /** The face through an upright window: of those that are seen there, the one whose points come nearest. */
    Optional<Landmarks> again(Photo photo, Landmarks points) {
        return again(photo, points, new Window(0, 0));
    }

    /** The mean distance between points, in distances between the eyes of the first face. */
    static double apart(Landmarks one, Landmarks other) {
        double scale = Crop.ARCFACE112.fit(one).scale() / FaceShape.BETWEEN_EYES;
        return IntStream.range(0, 5)
                .mapToDouble(i -> one.points().get(i).distanceTo(other.points().get(i)) * scale)
                .average()
                .orElseThrow();
    }

    private Optional<Landmarks> again(Photo photo, Landmarks points, Window window) {
        View view = View.window(photo, toPhoto(points, window), SIDE);
        return view.seenBy(detector).stream()
                .map(face -> view.inPhoto(face.landmarks()))
                .min((a, b) -> Double.compare(apart(points, a), apart(points, b)));
    }

    /** Maps the window's pixels through those of the upright crop to the photo's. */
    private static SimilarityTransform toPhoto(Landmarks points, Window window) {
        double angle = Math.toRadians(window.degrees());
        double a = Math.cos(angle);
        double b = Math.sin(angle);
        double half = (SIDE - 1) / 2.;
        SimilarityTransform toCrop = new SimilarityTransform(
                a, b, CENTER.x() + window.right() - (a - b) * half, CENTER.y() - (b + a) * half);
        SimilarityTransform cropToPhoto = Crop.ARCFACE112.fit(points).inverse();
        Point origin = cropToPhoto.apply(new Point(toCrop.tx(), toCrop.ty()));
        return new SimilarityTransform(
                cropToPhoto.a() * a - cropToPhoto.b() * b,
                cropToPhoto.b() * a + cropToPhoto.a() * b,
                origin.x(),
                origin.y());
    }
}
