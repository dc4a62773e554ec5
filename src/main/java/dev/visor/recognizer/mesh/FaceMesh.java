package dev.visor.recognizer.mesh;

import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;

/**
 * The mesh of a face in an image: {@value MeshTopology#POINTS} points, in the order of MediaPipe's canonical face.
 *
 * @param topology triangles, and the places of points in a texture
 * @param points x, y and z of each, in pixels of the image; a smaller z is nearer to the camera, from a zero of the face's own
 */
public record FaceMesh(MeshTopology topology, double[] points) {

    private static final int AXES = 3;

    /** Corners of the eyes, the photo's left one first, tip of the nose, and corners of the mouth. */
    private static final int[] LEFT_EYE = {33, 133};

    private static final int[] RIGHT_EYE = {263, 362};
    private static final int NOSE = 4;
    private static final int LEFT_MOUTH = 61;
    private static final int RIGHT_MOUTH = 291;

    public FaceMesh {
        if (points.length != AXES * MeshTopology.POINTS) {
            throw new IllegalArgumentException(
                    "a mesh has %d numbers, got %d".formatted(AXES * MeshTopology.POINTS, points.length));
        }
    }

    /** Returns where a point lies in the image. */
    public Point at(int point) {
        return new Point(points[AXES * point], points[AXES * point + 1]);
    }

    /** Returns how far a point is from the camera. */
    public double depth(int point) {
        return points[AXES * point + 2];
    }

    /** Returns the five points that crops are laid by: the middles of the eyes' corners, the tip of the nose and the corners of the mouth. */
    public Landmarks landmarks() {
        return new Landmarks(
                middle(at(LEFT_EYE[0]), at(LEFT_EYE[1])),
                middle(at(RIGHT_EYE[0]), at(RIGHT_EYE[1])),
                at(NOSE),
                at(LEFT_MOUTH),
                at(RIGHT_MOUTH));
    }

    private static Point middle(Point one, Point other) {
        return new Point((one.x() + other.x()) / 2, (one.y() + other.y()) / 2);
    }

    /** Returns the same mesh in another image. */
    public FaceMesh moved(SimilarityTransform toOther) {
        double[] moved = new double[points.length];
        for (int i = 0; i < MeshTopology.POINTS; i++) {
            Point at = toOther.apply(at(i));
            moved[AXES * i] = at.x();
            moved[AXES * i + 1] = at.y();
            moved[AXES * i + 2] = depth(i) * toOther.scale();
        }
        return new FaceMesh(topology, moved);
    }
}
