package dev.visor.attack;

import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The way in which a tracker finds and cuts faces, in shared photos and in his gallery alike.
 *
 * @param detector the word of the detector that finds faces; empty: the suite's
 * @param views at least one; the embeddings of several are averaged
 */
public record Look(Optional<String> detector, List<View> views) {

    /** The suite's detector, and the crop that the recognizer wants. */
    public static final Look USUAL = new Look(Optional.empty(), List.of(View.USUAL));

    public Look {
        views = List.copyOf(views);
        if (views.isEmpty()) {
            throw new IllegalArgumentException("a look needs at least one view");
        }
    }

    /**
     * One way to cut a face whose five points are known.
     *
     * @param right the distance that the crop is moved to the right, as a share of the width of the face's box
     * @param down the distance that it is moved down, as a share of the box's height
     * @param scale the factor by which it covers more of the photo, about the box's center; 1 for as much as usual
     * @param turned whether the face is turned upright
     * @param mirrored whether the cut face is mirrored
     */
    public record View(double right, double down, double scale, boolean turned, boolean mirrored) {

        /** The crop that the recognizer wants. */
        public static final View USUAL = new View(0, 0, 1, true, false);

        public View {
            if (!(Math.abs(right) <= 1) || !(Math.abs(down) <= 1)) {
                throw new IllegalArgumentException(
                        "a crop must be moved by at most 1 box, got %s and %s".formatted(right, down));
            }
            if (!(scale >= .1 && scale <= 10)) {
                throw new IllegalArgumentException("scale must lie in [0.1, 10], got " + scale);
            }
        }

        /** Returns the same view, moved further. */
        public View moved(double further, double lower) {
            return new View(right + further, down + lower, scale, turned, mirrored);
        }

        /** Returns the same view in the mirror. */
        public View inMirror() {
            return new View(right, down, scale, turned, !mirrored);
        }

        /** Returns the points by which a crop is to be cut that shows this: those of the face, were it where the crop is moved to. */
        public Landmarks of(Landmarks face) {
            if (right == 0 && down == 0 && scale == 1 && turned) {
                return face;
            }
            Box box = Crop.UprightBox.around(face);
            double x = (box.left() + box.right()) / 2;
            double y = (box.top() + box.bottom()) / 2;
            SimilarityTransform fit = Crop.ARCFACE112.fit(face);
            // A crop is turned back by the face's tilt; points that are not tilted leave it as the photo is.
            double cos = turned ? 1 : fit.a() / fit.scale();
            double sin = turned ? 0 : fit.b() / fit.scale();
            UnaryOperator<Point> move = point -> {
                double dx = point.x() - x;
                double dy = point.y() - y;
                return new Point(
                        x + scale * (cos * dx - sin * dy) + right * box.width(),
                        y + scale * (sin * dx + cos * dy) + down * box.height());
            };
            return Landmarks.of(face.points().stream().map(move).toList());
        }
    }
}
