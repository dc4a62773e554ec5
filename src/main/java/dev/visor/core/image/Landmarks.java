package dev.visor.core.image;

import dev.visor.core.Digest;
import java.util.List;

/** The five points that align a face, in pixels of its photo; left is the photo's left. */
public record Landmarks(Point leftEye, Point rightEye, Point nose, Point leftMouth, Point rightMouth) {

    public static Landmarks of(List<Point> points) {
        if (points.size() != 5) {
            throw new IllegalArgumentException("a face has five landmarks, got " + points.size());
        }
        return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
    }

    /** Stands for the points in keys. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("landmarks");
        points().forEach(point -> digest.add("x", point.x()).add("y", point.y()));
        return digest.build();
    }

    public List<Point> points() {
        return List.of(leftEye, rightEye, nose, leftMouth, rightMouth);
    }
}
