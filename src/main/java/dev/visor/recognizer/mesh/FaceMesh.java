package dev.visor.recognizer.mesh;

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
